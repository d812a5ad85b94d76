import type { LetterDetail, OutlineField } from '../../projections/correspondence/letter-outline.ts';
import { askedAt, oncePerSelection } from './selection.ts';

/** What must be read of a letter's outline for each field that it answers; the other fields need the whole letter. */
const outlined: ReadonlyMap<string, OutlineField | undefined> = new Map([
  ['number', 'number'],
  ['subject', 'subject'],
  ['documentKind', 'documentKind'],
  ['createdAt', 'createdAt'],
  ['thread', 'thread'],
  // These follow from what is always read.
  ['__typename', undefined],
  ['id', undefined],
  ['direction', undefined],
  ['status', undefined],
  ['revision', undefined],
  ['confidentiality', undefined],
  ['isOpen', undefined],
  ['links', undefined],
]);

const detailFor = (asked: ReadonlySet<string>): LetterDetail =>
  [...asked].every((name) => outlined.has(name))
    ? [...outlined].flatMap(([name, field]) => (field && asked.has(name) ? [field] : []))
    : 'whole';

/** How much must be read of the letters of the connection that is being resolved. */
export const letterDetail = oncePerSelection((connection) =>
  detailFor(askedAt(connection, 'nodes').union(askedAt(connection, 'edges', 'node'))),
);

/** The same of the letters of a connection of tasks. */
export const taskLetterDetail = oncePerSelection((connection) =>
  detailFor(askedAt(connection, 'nodes', 'letter').union(askedAt(connection, 'edges', 'node', 'letter'))),
);
