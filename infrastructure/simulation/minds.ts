import { derivedId } from '../../application/derived-id.ts';
import { workingMinutesBetween } from '../../domain/organization/working-time.ts';
import type { Intent, LetterFile } from './books.ts';
import { pick } from './chance.ts';
import type { Circumstances } from './circumstances.ts';
import { stageOf } from './delays.ts';
import { quantile } from './distribution.ts';
import type { DeskLetter, LetterMutation } from './door.ts';

/** What people make of their tasks: when they mean to do them, whether they think of them, and what they see of a letter. */
export class Minds {
  readonly #c: Circumstances;

  constructor(circumstances: Circumstances) {
    this.#c = circumstances;
  }

  /** Somebody was reminded of a task, or their head was. */
  nudge(intent: Intent, level: 'reminder' | 'escalation'): void {
    const { clock, steps, scenario } = this.#c;
    const { people } = scenario;
    intent.nudges += 1;
    // The counterparty does not hear how we remind each other.
    if (intent.task.kind === 'obtainIncomingNumber' && !intent.isSilent) return;
    const draw = this.draw(intent);
    const heeds = level === 'reminder' ? people.heedReminder : people.heedEscalation;
    if (draw('heeds', intent.nudges) >= heeds) return;
    const at = steps.after(clock.milliseconds, draw('reaction', intent.nudges) * people.reactionMinutes);
    if (intent.plannedAt === undefined || intent.plannedAt > at) this.plan(intent, at);
  }

  draw(intent: Intent): (what: string, ...more: number[]) => number {
    const { file, drawKey, nth } = intent;
    return (what, ...more) => this.#c.chance(what, file.key, drawKey, nth, ...more);
  }

  observe(file: LetterFile, letter: DeskLetter): void {
    for (const intent of this.#c.books.observe(file, letter)) this.#begin(intent);
  }

  /** Makes up somebody's mind about a new task: when they will do it, or that they will not think of it. */
  #begin(intent: Intent): void {
    const { clock, steps, scenario, delays, onDeed } = this.#c;
    const { people } = scenario;
    const { kind, due } = intent.task;
    const draw = this.draw(intent);
    if (kind === 'obtainIncomingNumber') {
      const isPerson = intent.file.history.counterparty.kind === 'person';
      intent.isSilent = !isPerson && draw('silent') < people.silentCounterparties;
      if (intent.isSilent) return;
      const distribution = delays.stages[isPerson ? 'dispatch' : 'obtainIncomingNumber'];
      this.plan(intent, steps.after(clock.milliseconds, quantile(distribution, draw('delay'))));
      return;
    }
    if (draw('forgets') < people.forget) {
      onDeed('forgotten');
      return;
    }
    const at = steps.after(clock.milliseconds, quantile(delays.stages[stageOf(kind)], draw('delay')));
    this.plan(intent, at);
    if (kind === 'decideOnReply' && at > Date.parse(due) && draw('asks') < people.askForExtension) {
      const { calendar } = this.#c.staff.organization;
      const left = workingMinutesBetween(calendar, clock.now(), due);
      this.#c.put(steps.after(clock.milliseconds, left / 2), { kind: 'askForExtension', intent });
    }
  }

  plan(intent: Intent, at: number): void {
    intent.plannedAt = at;
    intent.token += 1;
    this.#c.put(at, { kind: 'do', intent, token: intent.token });
  }

  /** Who does it now; nobody where it has been put off until somebody is back. */
  actorFor(
    candidates: readonly string[],
    draw: number,
    putOff: (backAt: number) => void,
  ): string | undefined {
    const { presence, onDeed } = this.#c;
    const found = candidates.map((id) => presence(id, this.#c.staff.secretaries.includes(id)));
    const actors = found.flatMap((one) => ('actorId' in one ? [one.actorId] : []));
    if (actors.length > 0) return pick(actors, draw);
    onDeed('postponed');
    putOff(Math.min(...found.map((one) => ('backAt' in one ? one.backAt : Number.POSITIVE_INFINITY))));
    return undefined;
  }

  async give(
    file: LetterFile,
    actorId: string,
    mutation: LetterMutation,
    name: readonly (string | number)[],
    input: object,
  ): Promise<DeskLetter> {
    const commandId = derivedId('simulation', file.key, mutation, ...name.map(String));
    const shown = await this.#c.door.letter(actorId, mutation, { letterId: file.id, commandId, ...input });
    this.observe(file, shown);
    return shown;
  }
}
