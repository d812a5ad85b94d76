import type { ChanceryEvent } from '../domain/catalog.ts';
import type { Recorded } from '../domain/event.ts';
import type { FieldChange, TextChange } from '../domain/history/changes.ts';
import type { JournalAccount, NumberRange } from '../domain/journal/completeness.ts';
import {
  changesAt,
  type EventPlace,
  eventsAt,
  storedAt,
  type TypedPlace,
  textsAt,
} from './history/recorded-events.ts';
import { type AccountedNumbers, accountedNumbers, accountOf } from './journal-completeness.ts';
import type { EventStore, StoredEvent } from './ports/event-store.ts';
import type { JournalView } from './ports/journal-view.ts';

/** What auditors ask of the log itself. Whoever calls has seen to it that they may. */
export class Audit {
  readonly #store: EventStore;
  readonly #sealedLog: Pick<EventStore, 'read'>;
  readonly #view: JournalView;

  constructor(store: EventStore, sealedLog: Pick<EventStore, 'read'>, view: JournalView) {
    this.#store = store;
    this.#sealedLog = sealedLog;
    this.#view = view;
  }

  /** See `eventsAt`. */
  eventsAt(places: readonly EventPlace[]): Promise<readonly Recorded<ChanceryEvent>[]> {
    return eventsAt(this.#store, places);
  }

  /** As the log keeps them, with personal data sealed; see `storedAt`. */
  storedAt(places: readonly EventPlace[]): Promise<readonly StoredEvent[]> {
    return storedAt(this.#sealedLog, places);
  }

  /** See `changesAt`. */
  changesAt(places: readonly TypedPlace[]): Promise<readonly (readonly FieldChange[])[]> {
    return changesAt(this.#store, places);
  }

  /** See `textsAt`. */
  textsAt(places: readonly TypedPlace[]): Promise<readonly (TextChange | undefined)[]> {
    return textsAt(this.#store, places);
  }

  /** The journal's numbers by its own events; `undefined` where there is no such journal. */
  journal(journalId: string, range: NumberRange): Promise<JournalAccount | undefined> {
    return accountOf(this.#store, journalId, range);
  }

  /** What became of them, part by part; see `accountedNumbers`. */
  numbers(journalId: string, account: JournalAccount): AsyncGenerator<AccountedNumbers> {
    return accountedNumbers(this.#store, this.#view, journalId, account);
  }
}
