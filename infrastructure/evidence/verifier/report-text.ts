import type { CheckCode, Finding } from '../../../domain/evidence/finding.ts';
import { KEPT_CHECKPOINT, type Report } from '../../../domain/evidence/verify/verify-bundle.ts';
import { hexOf } from '../../../domain/ledger/hex.ts';
import type { Language } from '../../messages/language.ts';
import { problemText, remarkText } from './problem-texts.ts';

const checkNames: Readonly<Record<CheckCode, Readonly<Record<Language, string>>>> = {
  ZIP: { ru: 'архив имеет единственно возможный вид', en: 'the container is in its one form' },
  BAG: { ru: 'все файлы на месте, и хеши сходятся', en: 'all files are there, and their hashes agree' },
  JSON: { ru: 'документы записаны канонически', en: 'the documents are canonical' },
  CHECKPOINT: {
    ru: 'контрольная точка подписана ключом журнала',
    en: 'the checkpoint is signed by the key of the log',
  },
  KEYS: {
    ru: 'ключи те, о которых говорит сам журнал',
    en: 'the keys are those that the log itself tells of',
  },
  ATTESTATION: { ru: 'опись заверена ключом журнала', en: 'the manifest is attested by the key of the log' },
  LEAF: {
    ru: 'каждое событие побайтно то, что в журнале',
    en: 'each event is, to the byte, the one in the log',
  },
  INCLUSION: {
    ru: 'каждое событие доказано под контрольной точкой',
    en: 'each event is proved under the checkpoint',
  },
  STREAM: { ru: 'в истории писем нет пропусков', en: 'the histories have no gaps' },
  FILE: {
    ru: 'файлы те, хеши которых записаны в событиях',
    en: 'the files are those whose hashes the events hold',
  },
  REVISION: { ru: 'согласован именно этот текст', en: 'what was approved is this text' },
  DISCLOSED: {
    ru: 'раскрытые поля соответствуют шифртексту',
    en: 'disclosed fields are what the ciphertext holds',
  },
  CONSISTENCY: {
    ru: 'журнал продолжает прежние контрольные точки',
    en: 'the log goes on from its earlier checkpoints',
  },
  WITNESS: { ru: 'подписи свидетелей', en: "witnesses' cosignatures" },
  TIMESTAMP: { ru: 'метки времени (RFC 3161)', en: 'timestamps (RFC 3161)' },
  INDEX: { ru: 'оглавление говорит правду', en: 'the index says what is there' },
};

const outcomes = {
  passed: { ru: 'верно', en: 'holds' },
  failed: { ru: 'НЕВЕРНО', en: 'FAILS' },
  absent: { ru: 'нет в пакете', en: 'nothing of the kind' },
  skipped: { ru: 'нечего проверить', en: 'nothing left to check' },
} as const;

const words = {
  ru: {
    intact: 'ВЕРНО: всё, что проверено, сходится.',
    broken: 'НЕВЕРНО: пакет изменён или неполон.',
    integrity: 'Целостность',
    time: 'Время',
    origin: 'Происхождение',
    limits: 'Чего это не доказывает',
    whole: ({ events, withheld, files }: Report) =>
      `событий: ${events}, скрыто: ${withheld}, файлов: ${files}`,
    under: (size: number, root: string) => `под контрольной точкой размера ${size}, корень ${root}`,
    notYet: 'не подтверждена, см. ниже',
    noTime: 'ни меток времени, ни подписей свидетелей нет: время указано по часам сервера',
    timeBy: (at: string, by: string, trusted: boolean) =>
      `существовало не позднее ${at} (${by}${trusted ? '' : '; проверьте, что это тот, за кого себя выдаёт'})`,
    keyExpected: 'подписано ключом, который вы указали',
    keyFromBundle: 'ключ взят из самого пакета; сравните его с опубликованным организацией',
    noKey: 'подпись не подтверждена',
    doesNotProve: [
      'что написанное людьми верно;',
      'что не было писем вне журнала;',
      'что у письма не было событий позже последнего показанного;',
      'то, что помечено как заверенное (attested): за него ручается лишь владелец ключа.',
    ],
    kept: 'сохранённая контрольная точка',
    line: 'строка',
    byte: 'байт',
    event: 'событие',
    expected: 'должно быть',
    found: 'а есть',
  },
  en: {
    intact: 'HOLDS: everything that was checked agrees.',
    broken: 'FAILS: the bundle was changed, or is not complete.',
    integrity: 'Integrity',
    time: 'Time',
    origin: 'Origin',
    limits: 'What this does not prove',
    whole: ({ events, withheld, files }: Report) => `${events} events, ${withheld} withheld, ${files} files`,
    under: (size: number, root: string) => `under the checkpoint of size ${size}, root ${root}`,
    notYet: 'not established, see below',
    noTime: "there are neither timestamps nor cosignatures: times are by the server's clock",
    timeBy: (at: string, by: string, trusted: boolean) =>
      `it existed by ${at} (${by}${trusted ? '' : '; find out that they are who they say'})`,
    keyExpected: 'signed by the key that you named',
    keyFromBundle:
      'the key was taken from the bundle itself; compare it with what the organisation has published',
    noKey: 'no signature was established',
    doesNotProve: [
      'that what people wrote was true;',
      'that there were no letters outside of the log;',
      'that a letter had no event after the last one shown;',
      'what is marked as attested: the holder of the key alone stands for that.',
    ],
    kept: 'the checkpoint that was kept',
    line: 'line',
    byte: 'byte',
    event: 'event',
    expected: 'expected',
    found: 'found',
  },
} as const;

/** The one thing that findings are about and that is no file of the bundle. */
const fileName = (file: string, language: Language): string =>
  file === KEPT_CHECKPOINT ? words[language].kept : file;

/** Of several lines each stands under what they are called. */
const indented = (text: string): string => text.trimEnd().replaceAll('\n', '\n          ');

const findingLines = (finding: Finding, language: Language): readonly string[] => {
  const text = words[language];
  const where = [
    finding.line !== undefined && `${text.line} ${finding.line}`,
    finding.byte !== undefined && `${text.byte} ${finding.byte}`,
    finding.event !== undefined && `${text.event} ${finding.event}`,
  ].filter(Boolean);
  return [
    `      ${[fileName(finding.file, language), ...where].join(', ')}: ${problemText(finding.problem, language)}`,
    ...(finding.expected === undefined ? [] : [`        ${text.expected}: ${indented(finding.expected)}`]),
    ...(finding.found === undefined ? [] : [`        ${text.found}: ${indented(finding.found)}`]),
  ];
};

/** The report as lines of text: the verdict, the three claims apart, every check, and what is not proved. */
export const reportText = (report: Report, language: Language): string => {
  const text = words[language];
  const { checkpoint, key, origin, times } = report;
  const broken = (codes: readonly CheckCode[]): boolean =>
    report.checks.some(
      ({ code, outcome }) => codes.includes(code) && (outcome === 'failed' || outcome === 'skipped'),
    );
  const integrity =
    checkpoint &&
    !broken(['ZIP', 'BAG', 'JSON', 'LEAF', 'INCLUSION', 'STREAM', 'FILE', 'REVISION', 'DISCLOSED'])
      ? `${text.whole(report)}; ${text.under(checkpoint.size, hexOf(checkpoint.root))}`
      : text.notYet;
  const keyLine = key ? (key.expected ? text.keyExpected : text.keyFromBundle) : text.noKey;
  const [earliest] = times;
  return [
    report.intact ? text.intact : text.broken,
    '',
    `${report.folder}${report.scope ? ` · ${report.scope.title}` : ''}`,
    `  ${text.integrity}: ${integrity}`,
    `  ${text.time}: ${earliest ? text.timeBy(earliest.at, earliest.by, earliest.trusted) : text.noTime}`,
    `  ${text.origin}: ${origin ?? '—'}; ${keyLine}${key ? `: ${key.verifierKey}` : ''}`,
    '',
    ...report.checks.flatMap(({ code, outcome, checked, findings, remarks }) => [
      `  ${code.padEnd(12)} ${outcomes[outcome][language]}${checked > 0 ? ` (${checked})` : ''}: ${checkNames[code][language]}`,
      ...findings.flatMap((finding) => findingLines(finding, language)),
      ...remarks.map((remark) => `      ${remarkText(remark, language)}`),
    ]),
    '',
    `  ${text.limits}:`,
    ...text.doesNotProve.map((line) => `    – ${line}`),
    '',
  ].join('\n');
};

/** The report as JSON; bytes as hexadecimal, and each problem and remark as a sentence beside its kind. */
export const reportJson = (report: Report, language: Language): string =>
  JSON.stringify(
    {
      ...report,
      checks: report.checks.map((check) => ({
        ...check,
        findings: check.findings.map((finding) => ({
          ...finding,
          sentence: problemText(finding.problem, language),
        })),
        remarks: check.remarks.map((remark) => ({ ...remark, sentence: remarkText(remark, language) })),
      })),
    },
    (_, value: unknown) => (value instanceof Uint8Array ? hexOf(value) : value),
    2,
  );
