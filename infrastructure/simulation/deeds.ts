import { approverOf, type Intent, type LetterFile } from './books.ts';
import { pick } from './chance.ts';
import type { Circumstances } from './circumstances.ts';
import type { DeskLetter, LetterMutation } from './door.ts';
import type { Minds } from './minds.ts';
import type { Registry } from './registry.ts';

const PERSON_GIVES_NO_NUMBER = 'Гражданин номера не присваивает / A citizen gives no number';
const STALLED_MINUTES = 60;

/** What people do about their tasks: each with their own rights, through the front door. */
export class Deeds {
  readonly #c: Circumstances;
  readonly #minds: Minds;
  readonly #registry: Registry;

  constructor(circumstances: Circumstances, minds: Minds, registry: Registry) {
    this.#c = circumstances;
    this.#minds = minds;
    this.#registry = registry;
  }

  /** Looks at the letter, and at its reply, as a secretary sees them. */
  async look(file: LetterFile): Promise<void> {
    const { door, staff, books } = this.#c;
    const shown = await door.look(pick(staff.secretaries, 0), file.id);
    this.#minds.observe(file, shown);
    const { reply } = shown;
    if (!reply) return;
    this.#minds.observe(books.file(reply.id) ?? this.#openReply(file, reply.id), reply);
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

  async askForExtension(intent: Intent): Promise<void> {
    const { books, clock, steps } = this.#c;
    const { file, task, plannedAt } = intent;
    const known = [...file.intents.values()].some(({ task: { kind } }) => kind === 'decideOnExtension');
    if (!books.isOpen(intent) || known || !file.workerId || plannedAt === undefined) return;
    if (plannedAt <= Date.parse(task.due) || !this.#c.staff.isLiving(file.workerId)) return;
    const actorId = this.#minds.actorFor([file.workerId], 0, () => undefined);
    if (!actorId) return;
    await this.#minds.give(file, actorId, 'requestExtension', [intent.nth], {
      until: new Date(steps.after(Math.max(plannedAt, clock.milliseconds), STALLED_MINUTES)).toISOString(),
      reason: 'Нужно больше времени / More time is needed',
    });
  }

  async do(intent: Intent, token: number): Promise<void> {
    const { books } = this.#c;
    if (!books.isOpen(intent) || intent.token !== token) return;
    const draw = this.#minds.draw(intent);
    const actorId = this.#minds.actorFor(
      intent.task.assignees.map(({ id }) => id),
      draw('actor'),
      (backAt) => this.#minds.plan(intent, backAt),
    );
    if (actorId) await this.#deed(intent, actorId, draw);
  }

  async #deed(intent: Intent, actorId: string, draw: (what: string) => number): Promise<void> {
    const { file, task, drawKey, nth } = intent;
    const { staff, chance, clock, scenario, delays, put, steps } = this.#c;
    const { people } = scenario;
    const give = (mutation: LetterMutation, input: object = {}): Promise<DeskLetter> =>
      this.#minds.give(file, actorId, mutation, [drawKey, nth], input);
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
          card: { subject: file.reply.subject, signatoryId: this.#registry.signatory(author) },
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
        if (number) this.#registry.noteSent(file, number);
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
          await give('recordIncomingNumber', { number, date: clock.now().slice(0, 10) });
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
    const secretaryId = this.#minds.actorFor(staff.secretaries, chance('secretary', file.key), (at) =>
      this.#minds.plan(intent, at),
    );
    if (!secretaryId) return;
    await this.#minds.give(file, secretaryId, 'withdrawLetter', [drawKey, nth], {
      reason: 'Автор уволен / The author has left',
    });
    const { answers } = file;
    if (answers) put(clock.milliseconds, { kind: 'look', file: answers });
    else {
      const act = { kind: 'arrive', occurrence: { letter: file.history }, again: file.again + 1 } as const;
      put(steps.after(clock.milliseconds, STALLED_MINUTES), act);
    }
  }
}
