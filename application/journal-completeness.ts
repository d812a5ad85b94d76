import { type Recorded, streamName } from '../domain/event.ts';
import {
  type IssuedNumber,
  JournalAccount,
  type JournalFault,
  type NumberRange,
} from '../domain/journal/completeness.ts';
import type { JournalEvent } from '../domain/journal/events.ts';
import type { RegistrationNumber } from '../domain/letter/events.ts';
import { decode } from './event-codec.ts';
import type { EventStore } from './ports/event-store.ts';
import type { JournalView } from './ports/journal-view.ts';

/** A number with what became of it: its letter carries it, it is void, or its letter is not written yet. */
export interface AccountedNumber extends IssuedNumber {
  readonly state: 'used' | 'voided' | 'issued';
}

/** Numbers that were looked at, with what is wrong with them. */
export interface AccountedNumbers {
  readonly numbers: readonly AccountedNumber[];
  readonly faults: readonly JournalFault[];
}

const PAGE = 1_000;
/** Letters that are read at a time. */
const AT_A_TIME = 8;

/** Reads the whole of a journal's stream; `undefined` where there is none. @throws EventStoreUnavailable */
export const accountOf = async (
  store: EventStore,
  journalId: string,
  range: NumberRange,
): Promise<JournalAccount | undefined> => {
  const account = new JournalAccount(range);
  for (let from = 0; ; from += PAGE) {
    const events = await store.read(streamName('journal', journalId), from, PAGE);
    if (from === 0 && events.length === 0) return undefined;
    for (const stored of events) account.take(decode(stored) as Recorded<JournalEvent>);
    if (events.length < PAGE) return account;
  }
};

/** The number that the letter carries by its own events. An incoming letter begins with it; an outgoing one is given it. */
const carriedBy = async (store: EventStore, letterId: string): Promise<RegistrationNumber | undefined> => {
  for (const stored of await store.read(streamName('letter', letterId))) {
    if (stored.type !== 'Registered' && stored.type !== 'Dispatched') continue;
    const event = decode(stored);
    if (event.type === 'Registered' || event.type === 'Dispatched') return event.data.number;
  }
  return undefined;
};

const examine = async (
  store: EventStore,
  journalId: string,
  number: IssuedNumber,
): Promise<AccountedNumbers> => {
  const { sequence, letterId, voided, text } = number;
  const carried = await carriedBy(store, letterId);
  const mine = carried?.journalId === journalId && carried.sequence === sequence && carried.text === text;
  const state = voided !== undefined ? 'voided' : mine ? 'used' : 'issued';
  const faults: JournalFault[] = [];
  if (voided !== undefined && mine) faults.push({ sequence, kind: 'voidedButUsed' });
  if (voided === undefined && carried && !mine) faults.push({ sequence, kind: 'carriesAnother' });
  return { numbers: [{ ...number, state }], faults };
};

/** Holds numbers against the read model, which must have come as far as the log had. */
const compare = async (
  view: JournalView,
  journalId: string,
  numbers: readonly AccountedNumber[],
): Promise<readonly JournalFault[]> => {
  const [first, last] = [numbers[0], numbers.at(-1)];
  if (!first || !last) return [];
  const [shown, carriers] = await Promise.all([
    view.numbers(journalId, first.sequence, last.sequence),
    view.carriers(numbers.map(({ text }) => text)),
  ]);
  const bySequence = new Map(shown.map((number) => [number.sequence, number]));
  const byText = Map.groupBy(carriers, (carrier) => carrier.text);
  return numbers.flatMap(({ sequence, text, letterId, state }): readonly JournalFault[] => {
    const row = bySequence.get(sequence);
    const same = row?.number === text && row.letterId === letterId && row.status === state;
    const others = (byText.get(text) ?? []).filter((carrier) => carrier.letterId !== letterId);
    return [
      ...(same ? [] : [{ sequence, kind: 'readModelDiffers' as const }]),
      ...(others.length > 0 ? [{ sequence, kind: 'carriedTwice' as const }] : []),
    ];
  });
};

/**
 * What became of the numbers of an account, part by part: each held against its letter's own events, and
 * then against the read model.
 *
 * @throws EventStoreUnavailable
 */
export async function* accountedNumbers(
  store: EventStore,
  view: JournalView,
  journalId: string,
  account: JournalAccount,
): AsyncGenerator<AccountedNumbers> {
  const { numbers } = account;
  for (let start = 0; start < numbers.length; start += PAGE) {
    const part: AccountedNumbers[] = [];
    for (let at = start; at < Math.min(start + PAGE, numbers.length); at += AT_A_TIME) {
      const some = numbers.slice(at, Math.min(at + AT_A_TIME, start + PAGE));
      part.push(...(await Promise.all(some.map((number) => examine(store, journalId, number)))));
    }
    const accounted = part.flatMap((each) => each.numbers);
    yield {
      numbers: accounted,
      faults: [...part.flatMap(({ faults }) => faults), ...(await compare(view, journalId, accounted))],
    };
  }
}
