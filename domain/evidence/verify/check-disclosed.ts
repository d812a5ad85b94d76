import { bytesOfHex } from '../../ledger/hex.ts';
import { openText } from '../../personal-data/sealed-text.ts';
import { type Disclosed, paths } from '../documents.ts';
import type { ShownEvent } from './check-streams.ts';
import type { Findings } from './findings.ts';
import type { JsonLine } from './read-json.ts';

/** Each disclosed field holds, under the key that is given for it, the value that is said. */
export const checkDisclosed = (
  lines: readonly JsonLine<Disclosed>[],
  shown: ReadonlyMap<number, ShownEvent>,
  findings: Findings,
): void => {
  for (const { value, line } of lines) {
    if (!value) continue;
    findings.checked('DISCLOSED');
    const sealed = at(shown.get(value.index)?.entry.data, value.field);
    const where = { line, event: value.index };
    if (typeof sealed !== 'string') {
      findings.add('DISCLOSED', paths.disclosed, { kind: 'noTextThere', field: value.field }, where);
      continue;
    }
    const found = openText(bytesOfHex(value.key), sealed);
    if (found !== value.value) {
      findings.add(
        'DISCLOSED',
        paths.disclosed,
        { kind: 'otherValue', field: value.field },
        {
          ...where,
          expected: value.value,
          ...(found !== undefined && { found }),
        },
      );
    }
  }
};

/** The value that a JSON Pointer (RFC 6901) leads to. */
const at = (value: unknown, pointer: string): unknown =>
  pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
          ? (inner as Record<string, unknown>)[key]
          : undefined,
      value,
    );
