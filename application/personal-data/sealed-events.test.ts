import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../domain/catalog.ts';
import type { Position, StreamName } from '../../domain/event.ts';
import { ERASED, erasedOf } from '../../domain/personal-data/erased.ts';
import { personalFieldsOfEvent } from '../../domain/personal-data/personal-events.ts';
import { replacePersonal, subjectsIn } from '../../domain/personal-data/personal-fields.ts';
import { openText } from '../../domain/personal-data/sealed-text.ts';
import { canonicalJson, decode, encode, InvalidEvent } from '../event-codec.ts';
import type { NewEvent, StoredEvent } from '../ports/event-store.ts';
import type { SubjectKey, SubjectKeys } from '../ports/subject-keys.ts';
import { discloseFields, openEvents, SubjectErased, sealEvents } from './sealed-events.ts';

const keysInMemory = (): SubjectKeys => {
  const keys = new Map<string, SubjectKey>();
  const toOpen: SubjectKeys['toOpen'] = async (subjects) =>
    new Map([...keys].filter(([subject]) => subjects.has(subject)));
  return {
    forgottenAfterMs: 0,
    toOpen,
    toSeal: async (subjects) => {
      for (const subject of subjects) if (!keys.has(subject)) keys.set(subject, randomBytes(32));
      return toOpen(subjects);
    },
    destroy: async (subjects) => {
      for (const subject of subjects) keys.set(subject, 'destroyed');
    },
  };
};

interface Payload {
  readonly type: string;
  readonly stream: StreamName;
  readonly data: unknown;
}

interface Versioned {
  readonly metadata: { readonly version: number };
}

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const letter: StreamName = `letter-${id(41)}`;

const folder = new URL('../../test/events/samples/', import.meta.url);
/** Of every type what is written today. */
const samples = readdirSync(folder)
  .map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Payload & Versioned)
  .filter(({ type, metadata }) => metadata.version === catalog.get(type)?.version)
  .map(({ type, stream, data }): Payload => ({ type, stream, data }));
const corrected: Payload = {
  type: 'RegistrationCorrected',
  stream: letter,
  data: {
    changes: [
      { field: 'subject', old: 'О мосте', new: 'О втором мосте' },
      {
        field: 'signatory',
        old: { name: 'Петров', post: 'директор' },
        new: { name: 'Сидоров' },
        oldSubjectId: id(31),
        newSubjectId: id(32),
      },
      { field: 'addressees', old: [{ counterpartyId: id(33), name: 'Ильин' }], new: null },
      { field: 'signature', old: null, new: { kind: 'simple', result: 'valid', signer: 'Орлова' } },
    ],
    reason: 'опечатка',
  },
};
const payloads = [...samples, corrected];
const personal = payloads.filter(({ type, stream, data }) => {
  const fields = personalFieldsOfEvent(type);
  return fields && subjectsIn(fields, data, stream.slice(-36)).size > 0;
});

const encoded = ({ type, stream, data }: Payload): NewEvent =>
  encode(
    stream,
    0,
    { type, data },
    {
      actor: id(1),
      at: '2026-03-03T09:00:00.000Z',
      commandId: id(2),
      command: 'sample',
      $correlationId: id(2),
      $causationId: id(2),
      salt: 'AAAAAAAAAAAAAAAAAAAAAA',
    },
  );
const stored = (event: NewEvent, stream: StreamName): StoredEvent => ({
  ...event,
  stream,
  revision: 0,
  position: '1' as Position,
});
const sealed = async (keys: SubjectKeys, payload: Payload): Promise<StoredEvent> => {
  const [event] = await sealEvents(keys, payload.stream, [encoded(payload)]);
  if (!event) throw new Error('Nothing was sealed');
  return stored(event, payload.stream);
};
const open = async (keys: SubjectKeys, event: StoredEvent): Promise<StoredEvent> => {
  const [opened] = await openEvents(keys, [event]);
  if (!opened) throw new Error('Nothing was opened');
  return opened;
};
/** The payload with other texts in its personal fields. */
const withTexts = (payload: Payload, texts: readonly string[]): Payload => {
  const fields = personalFieldsOfEvent(payload.type);
  let next = 0;
  const data = fields
    ? replacePersonal(fields, payload.data, '', () => texts[next++ % texts.length] ?? '')
    : payload.data;
  return { ...payload, data };
};

describe('a sealed event', () => {
  it('is one of every type that can hold personal data', () => {
    expect(new Set(personal.map(({ type }) => type))).toEqual(
      new Set([
        'Registered',
        'RegistrationCorrected',
        'ReplyDrafted',
        'Drafted',
        'Revised',
        'EmployeeHired',
        'EmployeeDetailsChanged',
        'CounterpartyAdded',
        'CounterpartyChanged',
      ]),
    );
  });

  it('opens to the bytes that were sealed, whatever they say, and shows nothing of them', async () => {
    // Fits the shortest personal field; what begins like sealed text among them.
    const text = fc
      .tuple(fc.constantFrom('', '~1.'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }))
      .map(([prefix, rest]) => `${prefix}${rest.replaceAll('\0', '0')}-имя`)
      .filter((all) => all.isWellFormed() && all.length <= 20);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...payloads),
        fc.array(text, { minLength: 1, maxLength: 5 }),
        async (sample, texts) => {
          const payload = withTexts(sample, texts);
          const keys = keysInMemory();
          const plain = encoded(payload);
          const event = await sealed(keys, payload);
          if (personal.includes(sample)) {
            for (const word of texts) {
              expect(event.data).not.toContain(JSON.stringify(word).slice(1, -1));
            }
          }
          expect(await sealed(keys, payload)).toEqual(event);
          const opened = await open(keys, event);
          expect(opened).toEqual(stored(plain, payload.stream));
          expect(decode(opened).data).toEqual(decode(stored(plain, payload.stream)).data);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(personal.map((payload) => [payload.type, payload] as const))(
    '%s: is read with placeholders once its keys are destroyed, and still fits its schema',
    async (_, payload) => {
      const keys = keysInMemory();
      const event = await sealed(keys, payload);
      const fields = personalFieldsOfEvent(payload.type);
      if (!fields) throw new Error('It has no personal fields');
      const owner = payload.stream.slice(-36);
      await keys.destroy(subjectsIn(fields, payload.data, owner));
      const { data } = decode(await open(keys, event));
      const texts: string[] = [];
      replacePersonal(fields, data as unknown, owner, ({ text }) => {
        texts.push(text);
        return text;
      });
      for (const text of texts) expect(text).toMatch(/^\[стёрто \/ erased\]/);
      expect(texts.length).toBeGreaterThan(0);
    },
  );

  it('is erased for one subject and not for another', async () => {
    const keys = keysInMemory();
    const event = await sealed(keys, corrected);
    await keys.destroy(new Set([id(31)]));
    const changes = (decode(await open(keys, event)).data as { changes: object[] }).changes;
    expect(changes).toEqual([
      { field: 'subject', old: 'О мосте', new: 'О втором мосте' },
      {
        field: 'signatory',
        old: { name: ERASED, post: 'директор' },
        new: { name: 'Сидоров' },
        oldSubjectId: id(31),
        newSubjectId: id(32),
      },
      { field: 'addressees', old: [{ counterpartyId: id(33), name: 'Ильин' }], new: null },
      { field: 'signature', old: null, new: { kind: 'simple', result: 'valid', signer: 'Орлова' } },
    ]);
  });

  it('gives an erased employee a login that nobody else has', async () => {
    const keys = keysInMemory();
    const hired = samples.find(({ type }) => type === 'EmployeeHired');
    if (!hired) throw new Error('There is no sample');
    const { employeeId } = hired.data as { employeeId: string };
    const event = await sealed(keys, hired);
    await keys.destroy(new Set([employeeId]));
    expect(decode(await open(keys, event)).data).toMatchObject({ login: erasedOf(employeeId), name: ERASED });
  });

  it('cannot be read raw, with another key, without its key, moved to another event, or tampered with', async () => {
    const keys = keysInMemory();
    const event = await sealed(keys, corrected);
    const text = event.data;
    const [first = ''] = /~1\.[\w-]+/.exec(text) ?? [];
    const flipped = `${first.slice(0, -2)}${first.endsWith('AA') ? 'BB' : 'AA'}`;
    const another = keysInMemory();
    await another.toSeal(new Set([id(31), id(32), id(33), id(41)]));
    const attempts: readonly [SubjectKeys, StoredEvent][] = [
      [another, event],
      [keysInMemory(), event],
      [keys, { ...event, stream: `letter-${id(99)}` }],
      [
        keys,
        { ...event, metadata: event.metadata.replace(`"commandId":"${id(2)}"`, `"commandId":"${id(99)}"`) },
      ],
      [keys, { ...event, metadata: event.metadata.replace('"sealed":0', '"sealed":1') }],
      [keys, { ...event, data: text.replace(first, flipped) }],
      [keys, { ...event, data: text.replace(first, 'Петров') }],
    ];
    expect(() => decode(event)).toThrow(InvalidEvent);
    for (const [by, tampered] of attempts) {
      const opened = await open(by, tampered);
      expect(() => decode(opened)).toThrow(InvalidEvent);
    }
  });

  it('is disclosed field by field, each by a key of its own, but for what was erased', async () => {
    const keys = keysInMemory();
    const event = await sealed(keys, corrected);
    await keys.destroy(new Set([id(31)]));
    const [disclosed = []] = await discloseFields(keys, [event]);
    expect(disclosed.map(({ field, value }) => [field, value])).toEqual([
      ['/changes/1/new/name', 'Сидоров'],
      ['/changes/2/old/0/name', 'Ильин'],
      ['/changes/3/new/signer', 'Орлова'],
    ]);
    const changes = JSON.parse(event.data).changes;
    const texts = [changes[1].new.name, changes[2].old[0].name, changes[3].new.signer];
    for (const [index, { key, value }] of disclosed.entries()) {
      expect(texts.map((text) => openText(key, text))).toEqual(
        texts.map((_, other) => (other === index ? value : undefined)),
      );
    }
  });

  it('cannot be written of somebody who was erased, but for what tells no more of them', async () => {
    const keys = keysInMemory();
    await keys.destroy(new Set([id(31)]));
    await expect(sealed(keys, corrected)).rejects.toThrow(SubjectErased);
    const again = JSON.parse(JSON.stringify(corrected).replace('Петров', ERASED)) as Payload;
    expect(decode(await open(keys, await sealed(keys, again))).data).toEqual(again.data);
  });
});

describe('an event from before anything was sealed', () => {
  it('is read as it is, also where a name looks like sealed text', async () => {
    const payload = withTexts(corrected, ['~1.AAAA']);
    const event = stored(encoded(payload), payload.stream);
    expect(await open(keysInMemory(), event)).toBe(event);
    expect(decode(event).data).toEqual(payload.data);
    expect(event.data).toBe(canonicalJson(payload.data));
  });
});
