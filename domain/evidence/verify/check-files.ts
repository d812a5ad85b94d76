import { Compile } from 'typebox/compile';
import { FileReference } from '../../letter/card.ts';
import type { Bundle } from '../bundle.ts';
import { type Index, paths } from '../documents.ts';
import type { ShownEvent } from './check-streams.ts';
import type { Findings } from './findings.ts';

const fileReference = Compile(FileReference);

/** Every file that the events name, by its hash; the first name it was given counts. */
export const filesOf = (shown: readonly ShownEvent[]): ReadonlyMap<string, FileReference> => {
  const files = new Map<string, FileReference>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (fileReference.Check(value)) {
      if (!files.has(value.sha256)) files.set(value.sha256, value);
      return;
    }
    for (const inner of Object.values(value)) look(inner);
  };
  const inOrder = [...shown].sort((one, other) => one.entry.index - other.entry.index);
  for (const { entry } of inOrder) look(entry.data);
  return files;
};

/** Files are those that events name, each with the bytes of its hash, or said to be withheld. */
export const checkFiles = async (
  bundle: Bundle,
  named: ReadonlyMap<string, FileReference>,
  index: Index | undefined,
  findings: Findings,
): Promise<void> => {
  const there = bundle.files.filter(({ path }) => path.startsWith(paths.file('')));
  for (const { path, size } of there) {
    findings.checked('FILE');
    const sha256 = path.slice(paths.file('').length);
    const reference = named.get(sha256);
    if (!reference) {
      findings.add('FILE', path, { kind: 'namedByNobody' });
      continue;
    }
    const found = await bundle.sha256(path);
    if (found !== sha256) findings.add('FILE', path, { kind: 'otherFile' }, { expected: sha256, found });
    if (size !== reference.size) {
      findings.add(
        'FILE',
        path,
        { kind: 'otherFileSize' },
        {
          expected: String(reference.size),
          found: String(size),
        },
      );
    }
  }
  const present = new Set(there.map(({ path }) => path));
  const withheld = new Set(index?.files.filter((file) => !file.present).map(({ sha256 }) => sha256));
  for (const [sha256, { name }] of named) {
    if (present.has(paths.file(sha256)) || withheld.has(sha256)) continue;
    findings.add('FILE', paths.file(sha256), { kind: 'fileMissing', name });
  }
};
