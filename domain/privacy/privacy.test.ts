import { describe, expect, it } from 'vitest';
import { BEGINNING, type Recorded } from '../event.ts';
import { isRefusal } from '../refusal.ts';
import type { PrivacyEvent } from './events.ts';
import {
  decidePrivacy,
  erasureUnderWay,
  evolvePrivacy,
  lastErasureOf,
  noPrivacy,
  PRIVACY_STREAM,
  type PrivacyCommand,
} from './privacy.ts';

const id = (last: number): string => `00000000-0000-4000-8000-${String(last).padStart(12, '0')}`;
const [PERSON, ORDER, LATER, HOLD] = [id(1), id(2), id(3), id(4)];
const [passport, letter] = ['a'.repeat(64), 'b'.repeat(64)];

const recorded = (event: PrivacyEvent, revision: number) =>
  ({
    ...event,
    id: id(100 + revision),
    stream: PRIVACY_STREAM,
    revision,
    position: BEGINNING,
    metadata: { actor: id(9), at: `2026-03-03T09:0${revision}:00.000Z` },
  }) as Recorded<PrivacyEvent>;
const given = (...events: readonly PrivacyEvent[]) => events.map(recorded).reduce(evolvePrivacy, noPrivacy);

const erase = (fileHashes: readonly string[], more: object = {}): PrivacyCommand => ({
  name: 'erasePersonalData',
  erasureId: LATER,
  subject: 'counterparty',
  subjectIds: [PERSON],
  mailIds: [],
  fileHashes,
  reason: 'Требование субъекта',
  heldBy: [],
  ...more,
});
const ordered = (erasureId: string, fileHashes: readonly string[]): PrivacyEvent => ({
  type: 'ErasureOrdered',
  data: {
    erasureId,
    subject: 'counterparty',
    subjectIds: [PERSON],
    mailIds: [],
    fileHashes: [...fileHashes],
    reason: 'Требование субъекта',
  },
});
const done: PrivacyEvent = { type: 'PersonalDataErased', data: { erasureId: ORDER } };

describe('an erasure of files', () => {
  it('is ordered with the data of whose they are, on the record', () => {
    expect(decidePrivacy(given(), erase([passport, letter]))).toEqual([ordered(LATER, [passport, letter])]);
  });

  it('is forbidden by a hold on what names one of them, which is told', () => {
    const hold = { id: HOLD, scope: 'letter', targetId: id(5), reason: 'Дело № 7' } as const;
    const heldBy = [{ ...hold, placedBy: id(9), placedAt: '2026-03-03T09:00:00.000Z' }];
    expect(decidePrivacy(given(), erase([passport], { heldBy }))).toEqual({
      refused: 'LEGAL_HOLD',
      details: { holdIds: [HOLD], reasons: ['Дело № 7'] },
    });
  });

  it('of somebody who is erased already is ordered for what is left, and for nothing twice', () => {
    const before = given(ordered(ORDER, [letter]));
    expect(decidePrivacy(before, erase([letter]))).toMatchObject({ refused: 'ALREADY_ERASED' });
    expect(decidePrivacy(before, erase([letter, passport]))).toEqual([ordered(LATER, [letter, passport])]);
    const after = given(ordered(ORDER, [letter]), done);
    expect(decidePrivacy(after, erase([]))).toMatchObject({
      refused: 'ALREADY_ERASED',
      details: { erasureId: ORDER },
    });
    // It was brought again since.
    expect(isRefusal(decidePrivacy(after, erase([letter])))).toBe(false);
  });

  it('is under way from the order until it is carried out, and is told of afterwards', () => {
    const order = ordered(ORDER, [passport]);
    expect(erasureUnderWay(given(order), passport)?.id).toBe(ORDER);
    expect(erasureUnderWay(given(order), letter)).toBeUndefined();
    expect(erasureUnderWay(given(order, done), passport)).toBeUndefined();
    expect(lastErasureOf(given(order, done, ordered(LATER, [passport])), passport)?.id).toBe(LATER);
  });
});
