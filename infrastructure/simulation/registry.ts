import { derivedId } from '../../application/derived-id.ts';
import { lineage } from '../../domain/organization/organization.ts';
import type { Act } from './acts.ts';
import type { LetterFile } from './books.ts';
import type { Circumstances } from './circumstances.ts';
import type { Occurrence } from './history.ts';
import type { Minds } from './minds.ts';

/** How letters begin: registered or drafted, with their counterparties, and linked to the matter that they belong to. */
export class Registry {
  readonly #c: Circumstances;
  readonly #minds: Minds;
  readonly #counterparties = new Map<string, string>();
  /** By case: its first letter, and our last dispatched one to each counterparty. */
  readonly #firstOfCase = new Map<string, LetterFile>();
  readonly #sent = new Map<string, { readonly number: string; readonly date: string }>();

  constructor(circumstances: Circumstances, minds: Minds) {
    this.#c = circumstances;
    this.#minds = minds;
  }

  /** A letter of ours has gone out, so that what answers it can quote its number. */
  noteSent({ history }: LetterFile, number: string): void {
    const counterpartyId = this.#counterparties.get(history.counterparty.name);
    const date = this.#c.clock.now().slice(0, 10);
    if (counterpartyId) this.#sent.set(`${history.caseKey} ${counterpartyId}`, { number, date });
  }

  async arrive({ occurrence, again }: Extract<Act, { kind: 'arrive' }>): Promise<void> {
    const { staff, chance, door, books, clock, put, steps } = this.#c;
    const { letter, reply } = occurrence;
    const departmentId = staff.departmentOfCase(letter.caseKey, chance);
    const workerId = staff.workerOn(letter.caseKey, departmentId, chance);
    const putOff = (at: number): void => put(at, { kind: 'arrive', occurrence, again });
    const secretaryId = this.#minds.actorFor(staff.secretaries, chance('secretary', letter.key), putOff);
    if (!secretaryId) return;
    // Who writes for an ill author writes as themselves: a letter of one's own cannot be begun for somebody else.
    const authorId =
      letter.direction === 'incoming' ? secretaryId : this.#minds.actorFor([workerId], 0, putOff);
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
              signatoryId: this.signatory(authorId),
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
    this.#minds.observe(file, shown);
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
  signatory(authorId: string): string {
    const { organization } = this.#c.staff;
    const departmentId = organization.employees.get(authorId)?.departmentId ?? '';
    const heads = lineage(organization, departmentId).flatMap(({ headId }) =>
      headId === undefined || headId === authorId ? [] : [headId],
    );
    return heads[Math.min(this.#c.scenario.signatoryLevel, heads.length) - 1] ?? authorId;
  }

  async link(file: LetterFile, target: LetterFile): Promise<void> {
    const { staff, chance, put } = this.#c;
    const secretaryId = this.#minds.actorFor(staff.secretaries, chance('secretary', file.key), (at) =>
      put(at, { kind: 'link', file, target }),
    );
    if (!secretaryId) return;
    await this.#minds.give(file, secretaryId, 'linkLetters', [target.id], {
      targetLetterId: target.id,
      kind: 'sameMatter',
    });
  }
}
