import { derivedId } from '../../application/derived-id.ts';
import { lineage } from '../../domain/organization/organization.ts';
import { workingMinutesBetween } from '../../domain/organization/working-time.ts';
import type { Presence } from './attendance.ts';
import { approverOf, type Books, type Intent, type LetterFile } from './books.ts';
import { type Chance, pick } from './chance.ts';
import { type Delays, stageOf } from './delays.ts';
import { quantile } from './distribution.ts';
import type { DeskLetter, Door, LetterMutation } from './door.ts';
import type { Occurrence } from './history.ts';
import type { Scenario } from './scenario.ts';
import type { SimulatedClock } from './simulated-clock.ts';
import type { Staff } from './staff.ts';
import type { Timekeeping } from './timekeeping.ts';
import type { WorkingSteps } from './working-steps.ts';

/** What can be on the agenda of an office. */
export type Act =
  | { readonly kind: 'arrive'; readonly occurrence: Occurrence; readonly again: number }
  | { readonly kind: 'link'; readonly file: LetterFile; readonly target: LetterFile }
  | { readonly kind: 'do'; readonly intent: Intent; readonly token: number }
  | { readonly kind: 'askForExtension'; readonly intent: Intent }
  | { readonly kind: 'look'; readonly file: LetterFile };

/** What the office is about: filled by the loop, asked by those who act. */
export interface Circumstances {
  readonly door: Door;
  readonly staff: Staff;
  readonly books: Books;
  readonly clock: SimulatedClock;
  readonly steps: WorkingSteps;
  readonly chance: Chance;
  readonly scenario: Scenario;
  readonly delays: Delays;
  readonly timekeeping: Timekeeping;
  readonly put: (at: number, act: Act) => void;
  readonly presence: (employeeId: string, inPerson: boolean) => Presence;
  /** Who came for somebody who has left. */
  readonly successorOf: (employeeId: string) => string;
  readonly onDeed: (what: 'forgotten' | 'postponed') => void;
}

const PERSON_GIVES_NO_NUMBER = 'Гражданин номера не присваивает / A citizen gives no number';
const STALLED_MINUTES = 60;

/** How the people of the office act: each with their own rights, through the front door. */
export class Desk {
  readonly #c: Circumstances;
  readonly #counterparties = new Map<string, string>();
  /** By case: its first letter, and our last dispatched one to each counterparty. */
  readonly #firstOfCase = new Map<string, LetterFile>();
  readonly #sent = new Map<string, { readonly number: string; readonly date: string }>();

  constructor(circumstances: Circumstances) {
    this.#c = circumstances;
  }

  /** Acts that draw numbers or add counterparties are done in one order; of the others, those on one letter. */
  static laneOf(act: Act): string {
    switch (act.kind) {
      case 'arrive':
        return 'registry';
      case 'do':
        return act.intent.task.kind === 'dispatch' ? 'registry' : act.intent.file.id;
      case 'askForExtension':
        return act.intent.file.id;
      default:
        return act.file.id;
    }
  }

  /** The order of acts of one moment: by what they are about, which chance has no part in. */
  static orderOf(act: Act): string {
    switch (act.kind) {
      case 'arrive':
        return JSON.stringify([act.occurrence.letter.key, act.kind, act.again]);
      case 'do':
      case 'askForExtension':
        return JSON.stringify([act.intent.file.key, act.kind, act.intent.drawKey, act.intent.nth]);
      default:
        return JSON.stringify([act.file.key, act.kind]);
    }
  }

  async perform(act: Act): Promise<void> {
    switch (act.kind) {
      case 'arrive':
        return this.#arrive(act);
      case 'link':
        return this.#link(act.file, act.target);
      case 'do':
        return this.#do(act.intent, act.token);
      case 'askForExtension':
        return this.#askForExtension(act.intent);
      case 'look':
        return this.look(act.file);
      default:
        return act satisfies never;
    }
  }

  /** Somebody was reminded of a task, or their head was. */
  nudge(intent: Intent, level: 'reminder' | 'escalation'): void {
    const { clock, steps, scenario } = this.#c;
    const { people } = scenario;
    intent.nudges += 1;
    // The counterparty does not hear how we remind each other.
    if (intent.task.kind === 'obtainIncomingNumber' && !intent.isSilent) return;
    const draw = this.#draw(intent);
    const heeds = level === 'reminder' ? people.heedReminder : people.heedEscalation;
    if (draw('heeds', intent.nudges) >= heeds) return;
    const at = steps.after(clock.milliseconds, draw('reaction', intent.nudges) * people.reactionMinutes);
    if (intent.plannedAt === undefined || intent.plannedAt > at) this.#plan(intent, at);
  }

  /** Looks at the letter, and at its reply, as a secretary sees them. */
  async look(file: LetterFile): Promise<void> {
    const { door, staff, books } = this.#c;
    const shown = await door.look(pick(staff.secretaries, 0), file.id);
    this.#observe(file, shown);
    const { reply } = shown;
    if (!reply) return;
    this.#observe(books.file(reply.id) ?? this.#openReply(file, reply.id), reply);
  }

  #openReply(file: LetterFile, id: string): LetterFile {
    file.replies += 1;
    return this.#c.books.open({
      id,
      key: `${file.key} reply ${file.replies}`,
      history: file.reply ?? file.history,
      departmentId: file.departmentId,
      answers: file,
      again: 0,
      replies: 0,
      ...(file.workerId && { workerId: file.workerId }),
    });
  }

  #draw(intent: Intent): (what: string, ...more: number[]) => number {
    const { file, drawKey, nth } = intent;
    return (what, ...more) => this.#c.chance(what, file.key, drawKey, nth, ...more);
  }

  #observe(file: LetterFile, letter: DeskLetter): void {
    const { begun, moved } = this.#c.books.observe(file, letter);
    for (const intent of begun) {
      this.#begin(intent);
      this.#c.timekeeping.watch(intent);
    }
    for (const intent of moved) this.#c.timekeeping.watch(intent);
  }

  /** Makes up somebody's mind about a new task: when they will do it, or that they will not think of it. */
  #begin(intent: Intent): void {
    const { clock, steps, scenario, delays, onDeed } = this.#c;
    const { people } = scenario;
    const { kind, due } = intent.task;
    const draw = this.#draw(intent);
    if (kind === 'obtainIncomingNumber') {
      const isPerson = intent.file.history.counterparty.kind === 'person';
      intent.isSilent = !isPerson && draw('silent') < people.silentCounterparties;
      if (intent.isSilent) return;
      const distribution = delays.stages[isPerson ? 'dispatch' : 'obtainIncomingNumber'];
      this.#plan(intent, steps.after(clock.milliseconds, quantile(distribution, draw('delay'))));
      return;
    }
    if (draw('forgets') < people.forget) {
      onDeed('forgotten');
      return;
    }
    const at = steps.after(clock.milliseconds, quantile(delays.stages[stageOf(kind)], draw('delay')));
    this.#plan(intent, at);
    if (kind === 'decideOnReply' && at > Date.parse(due) && draw('asks') < people.askForExtension) {
      const { calendar } = this.#c.staff.organization;
      const left = workingMinutesBetween(calendar, clock.now(), due);
      this.#c.put(steps.after(clock.milliseconds, left / 2), { kind: 'askForExtension', intent });
    }
  }

  #plan(intent: Intent, at: number): void {
    intent.plannedAt = at;
    intent.token += 1;
    this.#c.put(at, { kind: 'do', intent, token: intent.token });
  }

  /** Who does it now; nobody where it has been put off until somebody is back. */
  #actorFor(
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

  async #give(
    file: LetterFile,
    actorId: string,
    mutation: LetterMutation,
    name: readonly (string | number)[],
    input: object,
  ): Promise<DeskLetter> {
    const commandId = derivedId('simulation', file.key, mutation, ...name.map(String));
    const shown = await this.#c.door.letter(actorId, mutation, { letterId: file.id, commandId, ...input });
    this.#observe(file, shown);
    return shown;
  }

  async #arrive({ occurrence, again }: Extract<Act, { kind: 'arrive' }>): Promise<void> {
    const { staff, chance, door, books, clock, put, steps } = this.#c;
    const { letter, reply } = occurrence;
    const departmentId = staff.departmentOfCase(letter.caseKey, chance);
    const workerId = staff.workerOn(letter.caseKey, departmentId, chance);
    const putOff = (at: number): void => put(at, { kind: 'arrive', occurrence, again });
    const secretaryId = this.#actorFor(staff.secretaries, chance('secretary', letter.key), putOff);
    if (!secretaryId) return;
    // Who writes for an ill author writes as themselves: a letter of one's own cannot be begun for somebody else.
    const authorId = letter.direction === 'incoming' ? secretaryId : this.#actorFor([workerId], 0, putOff);
    if (!authorId) return;
    const counterpartyId = await this.#counterparty(letter.counterparty, secretaryId);
    const key = again > 0 ? `${letter.key} again ${again}` : letter.key;
    const commandId = derivedId('simulation', key, 'arrive');
    const first = this.#firstOfCase.get(letter.caseKey);
    const sent = this.#sent.get(`${letter.caseKey} ${counterpartyId}`);
    const channel = chance('channel', letter.key) < 0.7 ? 'email' : 'post';
    const shown =
      letter.direction === 'incoming'
        ? await door.letter(secretaryId, 'registerIncomingLetter', {
            commandId,
            card: {
              counterpartyId,
              subject: letter.subject,
              addressee: { departmentId },
              channel,
              ...(sent && { inReplyTo: sent }),
            },
          })
        : await door.letter(authorId, 'draftLetter', {
            commandId,
            text: letter.subject,
            card: {
              addressees: [{ counterpartyId }],
              subject: letter.subject,
              channel,
              signatoryId: this.#signatory(authorId),
            },
          });
    const file = books.open({
      id: shown.id,
      key,
      history: letter,
      departmentId,
      again,
      replies: 0,
      ...(letter.direction === 'outgoing' && { workerId: authorId }),
      ...(reply && { reply }),
    });
    this.#observe(file, shown);
    if (!first) this.#firstOfCase.set(letter.caseKey, file);
    // Whatever quotes our number is linked by itself.
    else if (letter.direction === 'outgoing' || !sent)
      put(steps.after(clock.milliseconds, 0), { kind: 'link', file, target: first });
  }

  async #counterparty(
    { name, kind }: Occurrence['letter']['counterparty'],
    secretaryId: string,
  ): Promise<string> {
    const known = this.#counterparties.get(name);
    if (known) return known;
    const commandId = derivedId('simulation', 'counterparty', name);
    const id = await this.#c.door.addCounterparty(secretaryId, { commandId, name, kind });
    this.#counterparties.set(name, id);
    return id;
  }

  /** The head so many levels above the author, or the highest there is. */
  #signatory(authorId: string): string {
    const { organization } = this.#c.staff;
    const departmentId = organization.employees.get(authorId)?.departmentId ?? '';
    const heads = lineage(organization, departmentId).flatMap(({ headId }) =>
      headId === undefined || headId === authorId ? [] : [headId],
    );
    return heads[Math.min(this.#c.scenario.signatoryLevel, heads.length) - 1] ?? authorId;
  }

  async #link(file: LetterFile, target: LetterFile): Promise<void> {
    const { staff, chance, put } = this.#c;
    const secretaryId = this.#actorFor(staff.secretaries, chance('secretary', file.key), (at) =>
      put(at, { kind: 'link', file, target }),
    );
    if (!secretaryId) return;
    await this.#give(file, secretaryId, 'linkLetters', [target.id], {
      targetLetterId: target.id,
      kind: 'sameMatter',
    });
  }

  async #askForExtension(intent: Intent): Promise<void> {
    const { books, clock, steps } = this.#c;
    const { file, task, plannedAt } = intent;
    const known = [...file.intents.values()].some(({ task: { kind } }) => kind === 'decideOnExtension');
    if (!books.isOpen(intent) || known || !file.workerId || plannedAt === undefined) return;
    if (plannedAt <= Date.parse(task.due) || !this.#c.staff.isLiving(file.workerId)) return;
    const actorId = this.#actorFor([file.workerId], 0, () => undefined);
    if (!actorId) return;
    await this.#give(file, actorId, 'requestExtension', [intent.nth], {
      until: new Date(steps.after(Math.max(plannedAt, clock.milliseconds), STALLED_MINUTES)).toISOString(),
      reason: 'Нужно больше времени / More time is needed',
    });
  }

  async #do(intent: Intent, token: number): Promise<void> {
    const { books } = this.#c;
    if (!books.isOpen(intent) || intent.token !== token) return;
    const draw = this.#draw(intent);
    const actorId = this.#actorFor(
      intent.task.assignees.map(({ id }) => id),
      draw('actor'),
      (backAt) => this.#plan(intent, backAt),
    );
    if (actorId) await this.#deed(intent, actorId, draw);
  }

  async #deed(intent: Intent, actorId: string, draw: (what: string) => number): Promise<void> {
    const { file, task, drawKey, nth } = intent;
    const { staff, chance, clock, scenario, delays, put, steps } = this.#c;
    const { people } = scenario;
    const give = (mutation: LetterMutation, input: object = {}): Promise<DeskLetter> =>
      this.#give(file, actorId, mutation, [drawKey, nth], input);
    switch (task.kind) {
      case 'assignExecutor': {
        const executorId = staff.workerOn(file.history.caseKey, file.departmentId, chance);
        file.workerId = executorId;
        await give('assignExecutor', { executorId });
        return;
      }
      case 'decideOnReply': {
        if (file.workerId && !staff.isLiving(file.workerId)) {
          const executorId = this.#c.successorOf(file.workerId);
          file.workerId = executorId;
          await give('assignExecutor', { executorId, reason: 'Исполнитель уволен / The executor has left' });
          return;
        }
        if (!file.reply) {
          await give('waiveReply', { reason: 'Ответ не требуется / No answer is asked for' });
          return;
        }
        const author = file.workerId ?? actorId;
        await give('draftReply', {
          text: file.reply.subject,
          card: { subject: file.reply.subject, signatoryId: this.#signatory(author) },
        });
        // The outgoing letter comes into being by itself; it is there when the step is over.
        put(clock.milliseconds, { kind: 'look', file });
        return;
      }
      case 'decideOnExtension': {
        const until = [...file.intents.values()].find(({ task: { kind } }) => kind === 'decideOnReply');
        const at = Math.max(until?.plannedAt ?? 0, Date.parse(until?.task.due ?? ''));
        if (!until || draw('grants') >= people.grantExtension) {
          await give('refuseExtension', { reason: 'Срок остаётся / The date stays as it is' });
          return;
        }
        await give('extendDeadline', {
          taskKey: 'decideOnReply',
          until: new Date(steps.after(Math.max(at, clock.milliseconds), STALLED_MINUTES)).toISOString(),
          reason: 'Просьба обоснованна / The request is well founded',
        });
        return;
      }
      case 'submit':
      case 'rework': {
        if (file.workerId && !staff.isLiving(file.workerId)) return this.#takeBack(intent);
        if (task.kind === 'rework') {
          await give('reviseLetter', {
            text: `${file.history.subject}\n\nИсправлено / Revised: ${drawKey}, ${nth + 1}`,
          });
        }
        await give('submitForApproval');
        return;
      }
      case 'approve': {
        const approverId = approverOf(task);
        if (!staff.isLiving(approverId)) {
          await give('replaceApprover', {
            approverId,
            replacementId: this.#c.successorOf(approverId),
            reason: 'Согласующий уволен / The approver has left',
          });
          return;
        }
        const [, round] = task.key.split(':');
        // Who asked for changes and got them returns a letter less easily again.
        const share = (people.returnForRework ?? delays.returnedForRework) / Number(round);
        if (draw('returns') < share) {
          await give('returnForRework', { reason: 'Исправить / To be corrected' });
        } else await give('grantApproval');
        return;
      }
      case 'dispatch': {
        const { number } = await give('dispatchLetter', { channel: 'email' });
        const [addressee] = task.counterparty ? [task.counterparty.id] : [...this.#addressees(file)];
        if (number && addressee) {
          this.#sent.set(`${file.history.caseKey} ${addressee}`, { number, date: this.#today() });
        }
        return;
      }
      case 'obtainIncomingNumber': {
        if (file.history.counterparty.kind === 'person') {
          await give('waiveConfirmation', { reason: PERSON_GIVES_NO_NUMBER });
        } else if (intent.isSilent) {
          await give('waiveConfirmation', {
            reason: 'Номер получить не удалось / The number could not be obtained',
          });
        } else if (nth === 0 && draw('comes back') < people.failedDeliveries) {
          await give('reportDeliveryFailure', {
            cause: 'returned',
            reason: 'Письмо вернулось / The letter came back',
            next: 'dispatchAgain',
          });
        } else {
          const number = `${Math.floor(draw('their number') * 100_000)}`;
          await give('recordIncomingNumber', { number, date: this.#today() });
        }
        return;
      }
      case 'acknowledge':
        return;
      default:
        return task.kind satisfies never;
    }
  }

  /** Nobody but its author goes on with a draft: a secretary takes it back, and the matter begins anew with the successor. */
  async #takeBack(intent: Intent): Promise<void> {
    const { staff, chance, put, steps, clock } = this.#c;
    const { file, drawKey, nth } = intent;
    const secretaryId = this.#actorFor(staff.secretaries, chance('secretary', file.key), (at) =>
      this.#plan(intent, at),
    );
    if (!secretaryId) return;
    await this.#give(file, secretaryId, 'withdrawLetter', [drawKey, nth], {
      reason: 'Автор уволен / The author has left',
    });
    const { answers } = file;
    if (answers) put(clock.milliseconds, { kind: 'look', file: answers });
    else {
      const act = { kind: 'arrive', occurrence: { letter: file.history }, again: file.again + 1 } as const;
      put(steps.after(clock.milliseconds, STALLED_MINUTES), act);
    }
  }

  #addressees(file: LetterFile): readonly string[] {
    const id = this.#counterparties.get(file.history.counterparty.name);
    return id ? [id] : [];
  }

  #today(): string {
    return this.#c.clock.now().slice(0, 10);
  }
}
