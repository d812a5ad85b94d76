/**
 * What an export of the log tells. `whole`: real ids, numbers, subjects and names; never the texts of letters.
 * `pseudonymised`: for who may see figures and no letters; ids are replaced, and of the rest there are only kinds,
 * counts, flags and times.
 */
export const exportContents = ['whole', 'pseudonymised'] as const;
export type ExportContent = (typeof exportContents)[number];

export const exportFormats = ['ocel-json', 'ocel-sqlite', 'xes', 'csv', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Of what a trace of XES is the life. */
export const exportCases = ['letter', 'thread'] as const;
export type ExportCase = (typeof exportCases)[number];
