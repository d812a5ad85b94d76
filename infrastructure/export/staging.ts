import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { AttributeValue } from '../../application/export/event-fields.ts';
import type { ExportedEvent, ExportedStep } from '../../application/export/exported-log.ts';
import type { ObjectReference } from '../../application/export/named-objects.ts';

/** When what an object was from the beginning is said to have become so (OCEL 2.0 specification, section 6.4). */
export const EPOCH = '1970-01-01T00:00:00.000Z';

const tables = `
  pragma journal_mode = off;
  pragma synchronous = off;
  pragma cache_size = -16000;
  create table object (key integer primary key, type text not null, id text not null unique, born integer not null default 0);
  create table event (
    key integer primary key, id text not null, type text not null, time text not null, attributes text not null,
    letter integer, department text, actor text
  );
  create table event_object (
    event integer not null, object integer not null, qualifier text not null, primary key (event, object, qualifier)
  ) without rowid;
  create table value (
    object integer not null, name text not null, number integer not null, time text not null, value text not null,
    primary key (object, name, number)
  ) without rowid;
  create table relation (
    source integer not null, target integer not null, qualifier text not null, primary key (source, qualifier, target)
  ) without rowid;
`;

const KNOWN_KEYS = 50_000;

/**
 * What a format needs all of before it can write the first of it, on the disk: objects with their values over time, events
 * with their objects. It holds what the export will hold, and nothing else of the log.
 */
export class Staging {
  readonly database: DatabaseSync;
  readonly path: string;
  readonly #exportedId: (id: string) => string;
  readonly #from: string;
  readonly #keys = new Map<string, number>();
  readonly #insertObject: StatementSync;
  readonly #bear: StatementSync;
  readonly #insertEvent: StatementSync;
  readonly #insertEventObject: StatementSync;
  readonly #current: StatementSync;
  readonly #insertValue: StatementSync;
  readonly #forgetRelations: StatementSync;
  readonly #insertRelation: StatementSync;

  /** `exportedId`: what stands for an id; `from`: when the scope begins, '' for the log's beginning. */
  constructor(path: string, exportedId: (id: string) => string, from: string) {
    this.path = path;
    this.#exportedId = exportedId;
    this.#from = from;
    this.database = new DatabaseSync(path);
    this.database.exec(tables);
    const prepare = (text: string): StatementSync => this.database.prepare(text);
    this.#insertObject = prepare(
      'insert into object (type, id) values (?, ?) on conflict (id) do update set type = excluded.type returning key',
    );
    this.#bear = prepare('update object set born = 1 where key = ? and born = 0');
    this.#insertEvent = prepare(
      'insert into event (id, type, time, attributes, letter, department, actor) values (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#insertEventObject = prepare('insert or ignore into event_object values (?, ?, ?)');
    this.#current = prepare(
      'select number, value from value where object = ? and name = ? order by number desc limit 1',
    );
    this.#insertValue = prepare(
      'insert into value values (?, ?, ?, ?, ?) on conflict do update set time = excluded.time, value = excluded.value',
    );
    this.#forgetRelations = prepare('delete from relation where source = ? and qualifier = ?');
    this.#insertRelation = prepare('insert or ignore into relation values (?, ?, ?)');
  }

  /** As one transaction, which costs a tenth of one for each statement. */
  begin(): void {
    this.database.exec('begin');
  }

  commit(): void {
    this.database.exec('commit');
  }

  take({ time, event, facts }: ExportedStep): void {
    for (const { object, values, related } of facts) {
      const key = this.#keyOf(object);
      // Before the scope, and in its first event, is what it was from the beginning.
      const initial = time < this.#from || this.#bear.run(key).changes === 1;
      for (const [name, value] of Object.entries(values)) this.#set(key, name, value, time, initial);
      for (const [qualifier, targets] of Object.entries(related)) {
        this.#forgetRelations.run(key, qualifier);
        for (const target of targets) this.#insertRelation.run(key, this.#keyOf(target), qualifier);
      }
    }
    if (event) this.#takeEvent(event);
  }

  /** Says of each of these letters, as far as they are in the export, which thread it is in. */
  takeThreads(threads: readonly { readonly id: string; readonly thread_id: string }[]): void {
    const known = this.database.prepare('select key from object where id = ?');
    for (const { id, thread_id } of threads) {
      const letter = known.get(this.#idOf({ type: 'letter', id })) as { key: number } | undefined;
      if (letter)
        this.#insertRelation.run(letter.key, this.#keyOf({ type: 'thread', id: thread_id }), 'partOf');
    }
  }

  close(): void {
    this.database.close();
  }

  #takeEvent(event: ExportedEvent): void {
    const letter = event.category === 'letter' && event.subject ? this.#keyOf(event.subject) : null;
    const { id, type, time, attributes, actor } = event;
    const department = event.letter && departmentIn(event.letter);
    const { lastInsertRowid } = this.#insertEvent.run(
      this.#exportedId(id),
      type,
      time,
      JSON.stringify(attributes),
      letter,
      department ? this.#exportedId(department) : null,
      actor ? this.#exportedId(actor) : null,
    );
    for (const object of event.objects) {
      this.#insertEventObject.run(lastInsertRowid, this.#keyOf(object), object.qualifier);
    }
  }

  #set(key: number, name: string, value: string | undefined, time: string, initial: boolean): void {
    const current = this.#current.get(key, name) as { number: number; value: string } | undefined;
    // An attribute has no value for "none any more": an empty text says so.
    const now = value ?? '';
    if (current ? current.value === now : value === undefined) return;
    if (initial) this.#insertValue.run(key, name, 0, EPOCH, now);
    else this.#insertValue.run(key, name, (current?.number ?? 0) + 1, time, now);
  }

  /** A thread bears the id of its first letter: the type is part of what it is called. */
  #idOf({ type, id }: ObjectReference): string {
    return `${type}-${this.#exportedId(id)}`;
  }

  #keyOf(object: ObjectReference): number {
    const id = this.#idOf(object);
    const known = this.#keys.get(id);
    if (known !== undefined) return known;
    const { key } = this.#insertObject.get(object.type, id) as { key: number };
    if (this.#keys.size >= KNOWN_KEYS) this.#keys.clear();
    this.#keys.set(id, key);
    return key;
  }
}

const departmentIn = (letter: NonNullable<ExportedEvent['letter']>): string | undefined => {
  if (letter.status === 'imported') return undefined;
  return letter.direction === 'incoming' ? letter.card.addressee.departmentId : letter.departmentId;
};

/** An event of the staging, for formats that write one after the other. */
export interface StagedEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}
