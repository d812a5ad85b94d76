import type { Chancery } from '../../application/chancery.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { ReadModels } from '../../projections/runner/read-models.ts';
import type { KeptBundle } from '../evidence/evidence-room.ts';
import type { ExportRequest } from '../evidence/export-bundle.ts';
import type { ExportRoom } from '../export/export-room.ts';
import type { FigureRoom } from '../figures/figure-room.ts';
import type { LedgerKeeper } from '../ledger/ledger-keeper.ts';
import type { Attestations } from '../ledger/outside/attestations.ts';
import type { LedgerProofs } from '../ledger/proofs.ts';
import type { Language } from '../messages/language.ts';
import type { Notices } from '../notices/notices.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { RequestScope } from './request-scope.ts';
import type { Scope } from './scope.ts';
import type { SeenLetters } from './seen-letters.ts';
import type { SharedLookups } from './shared-lookups.ts';

/** What resolvers work with, the same for every request. */
export interface ApiServices {
  readonly chancery: Chancery;
  readonly read: ReadModel;
  readonly shared: SharedLookups;
  readonly readModels: ReadModels;
  readonly figures: FigureRoom;
  readonly changes: ChangeFeed;
  readonly ledger: LedgerKeeper;
  readonly proofs: LedgerProofs;
  readonly attestations: Attestations;
  readonly notices: Notices;
  readonly exportEvidence: (request: Omit<ExportRequest, 'into'>) => Promise<KeptBundle | Refusal>;
  readonly exports: ExportRoom;
  /** How long a mutation, or a query with a position, waits for the read models, in milliseconds. */
  readonly waitMs: number;
  /** Where the log ends. */
  readonly head: () => Promise<string>;
}

/** One request: who asks, in which language. */
export interface ApiContext {
  readonly employeeId: string;
  readonly language: Language;
  readonly requestId: string;
  readonly services: ApiServices;
  readonly present: RequestScope;
  /** Of now, or of the moment that the field which is being answered belongs to. */
  readonly scope: Scope;
  /** Of each field of the query that asks for a moment, by its name in the answer, its context. */
  readonly past: Map<string | number, ApiContext>;
  /** The letters that the answer shows. */
  readonly seen: SeenLetters;
}
