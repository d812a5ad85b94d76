import type { LetterDetail, OutlineField } from '../../projections/correspondence/letter-outline.ts';
import { askedAt, oncePerSelection } from './selection.ts';

/** What must be read of a letter's outline for each field that it answers; the other fields need the whole letter. */
const outlined: ReadonlyMap<string, OutlineField | undefined> = new Map([
  ['revision', 'revision'],
  ['number', 'number'],
  ['subject', 'subject'],
  ['documentKind', 'documentKind'],
  ['confidentiality', 'confidentiality'],
  ['createdAt', 'createdAt'],
  ['thread', 'thread'],
  // These follow from what is always read.
  ['__typename', undefined],
  ['id', undefined],
  ['direction', undefined],
  ['status', undefined],
  ['isOpen', undefined],
  ['links', undefined],
]);

/** How much must be read of the letters of the connection that is being resolved. */
export const letterDetail = oncePerSelection((connection): LetterDetail => {
  const asked = askedAt(connection, 'nodes').union(askedAt(connection, 'edges', 'node'));
  return [...asked].every((name) => outlined.has(name))
    ? [...outlined].flatMap(([name, field]) => (field && asked.has(name) ? [field] : []))
    : 'whole';
});
