import { canonicalJson } from '../../application/event-codec.ts';
import type { NewEvent } from '../../application/ports/event-store.ts';
import type { ChanceryEvent } from '../../domain/catalog.ts';
import { type StreamName, streamName } from '../../domain/event.ts';
import type { JournalEvent } from '../../domain/journal/events.ts';
import { journalId } from '../../domain/journal/journal.ts';
import type { RegistrationNumber } from '../../domain/letter/events.ts';
import type { Distribution } from './distribution.ts';
import { incoming, newMatter, outgoing, type Step, type World } from './life.ts';
import { counterpartyId, employeeId, PEOPLE_PER_DEPARTMENT, secretaryId } from './organization.ts';
import { Random } from './random.ts';

/** An event of a generated log, in its place. */
export interface LoggedEvent extends NewEvent {
  readonly stream: StreamName;
  readonly revision: number;
  readonly commandId: string;
}

export interface LogOptions {
  readonly letters: number;
  readonly distribution: Distribution;
  readonly counterparties: number;
  /** Instant of the last event. */
  readonly end: Date;
  readonly seed?: number;
}

/** An organisation that gets and sends a hundred thousand letters a year; a larger log is a longer history. */
const LETTERS_PER_YEAR = 100_000;
const YEAR_MS = 365 * 86_400_000;
/** How many letters are under way at a time; those of the end stay open, as many whatever the size of the log. */
const UNDER_WAY = 1_000;
const STEPS_PER_LETTER = 7;

const metadataJson = (
  random: Random,
  actor: string,
  at: string,
  commandId: string,
  command: string,
): string =>
  canonicalJson({
    version: 1,
    actor,
    at,
    commandId,
    command,
    $correlationId: commandId,
    $causationId: commandId,
    salt: random.salt(),
  });

/** An event as the codec would write them. */
export const encodeGenerated = (
  random: Random,
  event: { readonly type: string; readonly data: unknown },
  by: { readonly actor: string; readonly at: string; readonly commandId: string; readonly command: string },
): NewEvent => ({
  id: random.uuid(),
  type: event.type,
  data: canonicalJson(event.data),
  metadata: metadataJson(random, by.actor, by.at, by.commandId, by.command),
});

/**
 * The log of an organisation's correspondence: matters of one or several letters, their events in among each other
 * as they would come, each journal's numbers without gaps.
 */
export function* generateLog(options: LogOptions): Generator<LoggedEvent> {
  const random = new Random(options.seed ?? 1);
  const span = (options.letters / LETTERS_PER_YEAR) * YEAR_MS;
  const perStep = span / (options.letters * STEPS_PER_LETTER);
  let clock = options.end.getTime() - span;
  let at = new Date(clock).toISOString();
  const journals = new Map<string, { revision: number; sequence: number }>();
  const revisions = new Map<string, number>();
  const pending: LoggedEvent[] = [];

  const journalEvent = (stream: StreamName, revision: number, event: JournalEvent): void => {
    const commandId = random.uuid();
    const encoded = encodeGenerated(random, event as ChanceryEvent, {
      actor: secretaryId,
      at,
      commandId,
      command: 'issueNumber',
    });
    pending.push({ ...encoded, stream, revision, commandId });
  };

  const world: World = {
    random,
    counterparties: options.counterparties,
    now: () => at,
    subject: () => options.distribution.subject(random),
    issue(direction, letterId): RegistrationNumber {
      const date = at.slice(0, 10);
      const year = Number(date.slice(0, 4));
      const id = journalId(direction, year);
      const stream = streamName('journal', id);
      let journal = journals.get(id);
      if (!journal) {
        journal = { revision: 0, sequence: 0 };
        journals.set(id, journal);
        const pattern = direction === 'incoming' ? 'Вх-{year}/{seq:6}' : 'Исх-{year}/{seq:6}';
        journalEvent(stream, 0, { type: 'JournalOpened', data: { direction, year, pattern } });
      }
      journal.revision += 1;
      journal.sequence += 1;
      const { revision, sequence } = journal;
      const number = String(sequence).padStart(6, '0');
      const numberText = `${direction === 'incoming' ? 'Вх' : 'Исх'}-${year}/${number}`;
      journalEvent(stream, revision, {
        type: 'NumberIssued',
        data: { sequence, text: numberText, letterId, date },
      });
      return { journalId: id, sequence, text: numberText, date };
    },
  };

  function* matterLives(): Generator<Generator<Step, unknown>> {
    for (;;) {
      const matter = newMatter(world);
      const size = random.pick(options.distribution.matterSizes);
      let earlier: string | undefined;
      for (let letters = 0; letters < size; ) {
        const letterId = random.uuidAt(at);
        if (random.chance(options.distribution.incomingShare + 0.28)) {
          // Most that come in are answered, so that the shares of both directions are those of the journal.
          const replyId = letters + 1 < size || random.chance(0.35) ? random.uuidAt(at) : undefined;
          yield incoming(world, letterId, replyId, matter, earlier);
          letters += replyId ? 2 : 1;
        } else {
          const author = employeeId(matter.department, 1 + random.below(PEOPLE_PER_DEPARTMENT - 1));
          const card = {
            addressees: [{ counterpartyId: counterpartyId(matter.counterparty) }],
            subject: matter.subject,
            confidentiality: 'open' as const,
          };
          const draft = 'Направляем материалы для рассмотрения и согласования.';
          yield outgoing(
            world,
            letterId,
            author,
            matter.department,
            card,
            draft,
            matter.projectIds,
            undefined,
            earlier,
          );
          letters += 1;
        }
        earlier = letterId;
      }
    }
  }

  const matters = matterLives();
  const active: Generator<Step, unknown>[] = [];
  let begun = 0;
  while (begun < options.letters || active.length > Math.min(UNDER_WAY, options.letters / 5)) {
    // One that begins takes its first step at once: a letter is linked to what is there already.
    const isRoom = begun < options.letters && active.length < UNDER_WAY;
    if (isRoom) active.push(matters.next().value);
    const chosen = isRoom ? active.length - 1 : random.below(active.length);
    const life = active[chosen] as Generator<Step, unknown>;
    clock += perStep;
    at = new Date(clock).toISOString();
    const step = life.next();
    if (step.done) {
      active[chosen] = active.at(-1) as Generator<Step, unknown>;
      active.pop();
      continue;
    }
    const { letterId, actor, command, events } = step.value;
    const stream = streamName('letter', letterId);
    let revision = revisions.get(letterId) ?? -1;
    if (revision < 0) begun += 1;
    // A number is issued before the letter that bears it.
    yield* pending.splice(0);
    const commandId = random.uuid();
    for (const event of events) {
      revision += 1;
      const encoded = encodeGenerated(random, event, { actor, at, commandId, command });
      yield { ...encoded, stream, revision, commandId };
    }
    revisions.set(letterId, revision);
  }
}
