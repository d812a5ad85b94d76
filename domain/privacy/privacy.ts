import { type Recorded, type StreamName, streamName } from '../event.ts';
import { type Decision, refuse } from '../refusal.ts';
import type { HoldScope, PrivacyEvent } from './events.ts';

/** Holds and erasures are one stream, so that of a hold and an erasure at the same time one is refused. */
export const PRIVACY_STREAM: StreamName = streamName('privacy', '5b1f7c1e-2d0a-4c38-9a67-3f8e6f0d2b91');

export interface LegalHold {
  readonly id: string;
  readonly scope: HoldScope;
  readonly targetId: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAt: string;
  readonly lifted?: { readonly by: string; readonly at: string; readonly reason: string };
}

export interface Erasure {
  readonly id: string;
  readonly subject: 'employee' | 'counterparty';
  /** The first is whom it was ordered for. */
  readonly subjectIds: readonly string[];
  /** SHA-256 of the files that go with them. */
  readonly fileHashes: readonly string[];
  readonly reason: string;
  readonly orderedBy: string;
  readonly orderedAt: string;
  /** When the keys were gone. */
  readonly erasedAt?: string;
  /** When the last traces in tables were gone. */
  readonly completedAt?: string;
}

export interface Privacy {
  readonly holds: ReadonlyMap<string, LegalHold>;
  readonly erasures: ReadonlyMap<string, Erasure>;
}

export const noPrivacy: Privacy = { holds: new Map(), erasures: new Map() };

export type PrivacyCommand =
  | {
      readonly name: 'placeLegalHold';
      readonly holdId: string;
      readonly scope: HoldScope;
      readonly targetId: string;
      readonly reason: string;
    }
  | { readonly name: 'liftLegalHold'; readonly holdId: string; readonly reason: string }
  | {
      readonly name: 'erasePersonalData';
      readonly erasureId: string;
      readonly subject: Erasure['subject'];
      readonly subjectIds: readonly string[];
      readonly mailIds: readonly string[];
      readonly fileHashes: readonly string[];
      readonly reason: string;
      /** Of the holds in force, those that cover the subject or a letter that names one of the files. */
      readonly heldBy: readonly LegalHold[];
    }
  | { readonly name: 'noteErased' | 'noteErasureCompleted'; readonly erasureId: string };

export const holdsInForce = ({ holds }: Privacy): readonly LegalHold[] =>
  [...holds.values()].filter(({ lifted }) => !lifted);

/** The order that the file is to be removed by and is not yet, if there is one: until then nobody may name it anew. */
export const erasureUnderWay = ({ erasures }: Privacy, sha256: string): Erasure | undefined =>
  [...erasures.values()].find(({ erasedAt, fileHashes }) => !erasedAt && fileHashes.includes(sha256));

/** The last order that named the file. */
export const lastErasureOf = ({ erasures }: Privacy, sha256: string): Erasure | undefined =>
  [...erasures.values()].findLast(({ fileHashes }) => fileHashes.includes(sha256));

export const decidePrivacy = (privacy: Privacy, command: PrivacyCommand): Decision<PrivacyEvent> => {
  switch (command.name) {
    case 'placeLegalHold': {
      const { holdId, scope, targetId, reason } = command;
      return [{ type: 'LegalHoldPlaced', data: { holdId, scope, targetId, reason } }];
    }
    case 'liftLegalHold': {
      const { holdId, reason } = command;
      const hold = privacy.holds.get(holdId);
      return hold && !hold.lifted
        ? [{ type: 'LegalHoldLifted', data: { holdId, reason } }]
        : refuse('NOT_FOUND', { what: 'hold', id: holdId });
    }
    case 'erasePersonalData': {
      const { erasureId, subject, subjectIds, mailIds, fileHashes, reason, heldBy } = command;
      if (heldBy.length > 0) {
        return refuse('LEGAL_HOLD', {
          holdIds: heldBy.map(({ id }) => id),
          reasons: heldBy.map((hold) => hold.reason),
        });
      }
      const before = [...privacy.erasures.values()].find((erasure) =>
        subjectIds.every((id) => erasure.subjectIds.includes(id)),
      );
      // Who was erased before their files could be, or while one of them lay elsewhere, may have more to erase.
      if (before && fileHashes.every((sha256) => erasureUnderWay(privacy, sha256)))
        return refuse('ALREADY_ERASED', { erasureId: before.id });
      return [
        {
          type: 'ErasureOrdered',
          data: {
            erasureId,
            subject,
            subjectIds: [...subjectIds],
            mailIds: [...mailIds],
            fileHashes: [...fileHashes],
            reason,
          },
        },
      ];
    }
    case 'noteErased':
      return privacy.erasures.get(command.erasureId)?.erasedAt
        ? []
        : [{ type: 'PersonalDataErased', data: { erasureId: command.erasureId } }];
    case 'noteErasureCompleted':
      return privacy.erasures.get(command.erasureId)?.completedAt
        ? []
        : [{ type: 'ErasureCompleted', data: { erasureId: command.erasureId } }];
    default:
      return command satisfies never;
  }
};

export const evolvePrivacy = (privacy: Privacy, event: Recorded<PrivacyEvent>): Privacy => {
  const { at, actor } = event.metadata;
  const withHold = (hold: LegalHold): Privacy => ({
    ...privacy,
    holds: new Map(privacy.holds).set(hold.id, hold),
  });
  const withErasure = (erasure: Erasure): Privacy => ({
    ...privacy,
    erasures: new Map(privacy.erasures).set(erasure.id, erasure),
  });
  switch (event.type) {
    case 'LegalHoldPlaced': {
      const { holdId: id, ...hold } = event.data;
      return withHold({ id, ...hold, placedBy: actor, placedAt: at });
    }
    case 'LegalHoldLifted': {
      const { holdId, reason } = event.data;
      return withHold({ ...known(privacy.holds, holdId), lifted: { by: actor, at, reason } });
    }
    case 'ErasureOrdered': {
      const { erasureId: id, ...erasure } = event.data;
      return withErasure({ id, ...erasure, orderedBy: actor, orderedAt: at });
    }
    case 'PersonalDataErased':
      return withErasure({ ...known(privacy.erasures, event.data.erasureId), erasedAt: at });
    case 'ErasureCompleted':
      return withErasure({ ...known(privacy.erasures, event.data.erasureId), completedAt: at });
    default:
      return event satisfies never;
  }
};

const known = <Value>(map: ReadonlyMap<string, Value>, id: string): Value => {
  const value = map.get(id);
  if (!value) throw new Error(`There is no hold and no erasure ${id}`);
  return value;
};
