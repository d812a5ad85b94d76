import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decode } from '../application/event-codec.ts';
import type { LetterRequest } from '../application/letter-requests.ts';
import type { EventStore } from '../application/ports/event-store.ts';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { type Composition, compose } from '../infrastructure/composition.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { demoCounterpartyId } from '../infrastructure/demo/found-demo.ts';
import type { LogWaker } from '../infrastructure/event-store/log-source.ts';
import { PostgresEventStore } from '../infrastructure/event-store/postgres/postgres-event-store.ts';
import { pdf } from './api-server.ts';
import { ProcessDied } from './crashing-store.ts';
import { silent } from './database.ts';
import { type House, openHouse } from './house.ts';
import { idOf, message, resolver, take } from './mail/messages.ts';
import { everything } from './whole-log.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const [complaint, photo] = [pdf('жалоба'), pdf('фото')];

let house: House;
let personId: string;
let mailId: string;

const accepted = <Result extends object>(outcome: Result | Refusal): Result => {
  if (isRefusal(outcome)) throw new Error(`${outcome.refused} ${JSON.stringify(outcome.details)}`);
  return outcome;
};
const as = (login: string) => ({ actor: demoEmployeeId(login), commandId: randomUUID() });
const another = (eventStore: EventStore & LogWaker = new PostgresEventStore(house.database.pool, silent)) =>
  compose({
    pool: house.database.pool,
    dataFolder: house.dataFolder,
    maxFileBytes: 1_000_000,
    log: silent,
    eventStore,
    resolver,
  });

/** A store in whose process nothing is written to letters and messages any more: it dies there. */
const dyingAtLetters = (): EventStore & LogWaker => {
  const store = new PostgresEventStore(house.database.pool, silent);
  return new Proxy(store, {
    get(target, name) {
      const value = Reflect.get(target, name, target);
      if (name === 'append') {
        return async (...args: Parameters<EventStore['append']>) => {
          if (/^(letter|mail)-/.test(args[0])) throw new ProcessDied('before the write');
          return target.append(...args);
        };
      }
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
};

const upload = async ({ files, fileRegister }: Composition, bytes: Uint8Array) => {
  const file = accepted(await files.put(Readable.from([Buffer.from(bytes)]), 'a.pdf'));
  await fileRegister.add({ ...file, name: 'a.pdf' }, demoEmployeeId('sokolova'));
};
const registration = (counterpartyId: string): LetterRequest => ({
  name: 'registerIncomingLetter',
  card: {
    counterpartyId,
    subject: 'Обращение',
    addressee: { departmentId: demoDepartmentId('design') },
    channel: 'post',
    confidentiality: 'open',
    receivedOn: '2026-03-02',
  },
  files: [{ sha256: sha256(photo) }],
  registerAnywayReason: 'не повтор',
});

beforeAll(async () => {
  house = await openHouse({ resolver });
  const details = {
    kind: 'person' as const,
    name: 'Зюзюкин Эраст',
    addresses: [{ kind: 'email' as const, text: 'zyuzyukin@mail.ru' }],
    contacts: [],
  };
  const added = await house.chancery.registers.counterparty(as('sokolova'), {
    name: 'addCounterparty',
    details,
  });
  personId = accepted(added).state?.id ?? '';
  await house.settled();
  const attachments = [{ name: 'Жалоба.pdf', content: complaint }];
  mailId = idOf(await take(house.intake, message({ from: 'zyuzyukin@mail.ru', attachments })));
  await upload(house, photo);
  const letter = await house.command('sokolova', registration(personId));
  await house.command('sokolova', { name: 'annulLetter', letterId: letter.id, reason: 'отозвано' });
  await house.settled();
  await house.stop();
});
afterAll(() => house.close());

it('an erasure that died between the bytes and the record is carried out, and takes nothing that came meanwhile', async () => {
  // On the record, while no policy works.
  const ordering = another();
  await ordering.readModels.start();
  const order = { kind: 'counterparty', id: personId, reason: 'Требование субъекта' } as const;
  const ordered = accepted(await ordering.chancery.privacy.erase(as('admin'), order));
  const attempt = () =>
    ordering.chancery.letters.execute(as('sokolova'), registration(demoCounterpartyId('giprotrans')));
  // From the order on nobody names a file that it takes, so that none is named and then lost.
  expect(await attempt()).toMatchObject({ refused: 'FILE_ERASED', details: { erasureId: ordered.id } });

  const dying = another(dyingAtLetters());
  await dying.readModels.start();
  const event = (await everything(dying.eventStore)).find(({ type }) => type === 'ErasureOrdered');
  const policy = dying.chancery.policies.find(({ name }) => name === 'erasure');
  if (!event || !policy) throw new Error('There is nothing to carry out');
  await expect(policy.handle(decode(event))).rejects.toThrow(ProcessDied);
  await dying.stop();
  const stored = (bytes: Uint8Array) => ordering.files.sizeOf(sha256(bytes));
  expect(await stored(complaint)).toBeUndefined();
  expect(await stored(photo)).toBeUndefined();

  // Meanwhile somebody else sends the same attachment, and the photograph is uploaded but on no letter yet.
  const same = [{ name: 'Жалоба.pdf', content: complaint }];
  const anew = idOf(await take(ordering.intake, message({ attachments: same })));
  await upload(ordering, photo);
  expect(await attempt()).toMatchObject({ refused: 'FILE_ERASED' });
  await ordering.stop();

  const next = another();
  await next.start();
  const erasure = async () => (await next.chancery.privacy.current()).erasures.get(ordered.id);
  await expect.poll(erasure, { timeout: 30_000 }).toMatchObject({ erasedAt: expect.any(String) });
  expect(await next.files.sizeOf(sha256(complaint))).toBe(complaint.length);
  expect(await next.files.sizeOf(sha256(photo))).toBeUndefined();
  const told = (await everything(next.eventStore)).filter(({ type }) => /FilesErased$/.test(type));
  expect(told.map(({ type }) => type).sort()).toEqual(['FilesErased', 'MailFilesErased']);
  expect((await next.chancery.mail.find(mailId))?.erasedFiles).toHaveLength(2);
  expect(await next.chancery.mail.find(anew)).not.toHaveProperty('erasedFiles');

  // Told once more of the same order, it takes nothing either.
  const again = next.chancery.policies.find(({ name }) => name === 'erasure');
  await again?.handle(decode(event));
  expect(await next.files.sizeOf(sha256(complaint))).toBe(complaint.length);
  // Now the photograph may be brought.
  const later = registration(demoCounterpartyId('giprotrans'));
  expect(await next.chancery.letters.execute(as('sokolova'), later)).toMatchObject({
    refused: 'FILE_UNKNOWN',
  });
  await upload(next, photo);
  accepted(await next.chancery.letters.execute(as('sokolova'), later));
  await again?.handle(decode(event));
  expect(await next.files.sizeOf(sha256(photo))).toBe(photo.length);
  await next.stop();
}, 90_000);
