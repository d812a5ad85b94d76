import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Chancery } from '../../application/chancery.ts';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import { BEGINNING, categoryOf, idOf } from '../../domain/event.ts';
import { Malformed } from '../../domain/ledger/malformed.ts';
import { HASH_BYTES } from '../../domain/ledger/merkle-tree.ts';
import {
  type EntryBundle,
  entryBundle,
  parseTilePath,
  TILE_WIDTH,
  type Tile,
} from '../../domain/ledger/tiles.ts';
import type { Role } from '../../domain/organization/events.ts';
import { rolesOf } from '../../domain/organization/rights.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import { purposeOf } from '../graphql/seen-letters.ts';
import type { Authenticate } from '../identity/authentication.ts';
import { entryOf } from '../ledger/leaf-of-event.ts';
import type { LedgerKeeper } from '../ledger/ledger-keeper.ts';
import { replyRefused } from './http-error.ts';

export interface LedgerRoutes {
  readonly chancery: Chancery;
  readonly ledger: LedgerKeeper;
  readonly eventStore: EventStore;
  readonly authenticate: Authenticate;
  /** Whether anybody may read hashes and checkpoints. Entries are letters, and never public. */
  readonly isPublic: boolean;
}

/** The ledger as tools for transparency logs read it: c2sp.org/tlog-tiles. */
export const registerLedger = (app: FastifyInstance, routes: LedgerRoutes): void => {
  const { chancery, ledger, eventStore, authenticate, isPublic } = routes;

  const refusedTo = async (request: FastifyRequest, needs: readonly Role[]): Promise<Refusal | undefined> => {
    const identity = await authenticate(request.headers.authorization);
    if (!identity) return refuse('UNAUTHENTICATED');
    const roles = rolesOf(identity.organization, identity.employeeId);
    return needs.some((role) => roles.has(role)) ? undefined : refuse('FORBIDDEN', { area: 'ledger', needs });
  };
  const hashesRefusedTo = async (request: FastifyRequest): Promise<Refusal | undefined> =>
    isPublic ? undefined : refusedTo(request, ['auditor', 'administrator']);
  const missing = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    replyRefused(request, reply, refuse('NOT_FOUND', { what: 'page', url: request.url }));

  app.get('/ledger/checkpoint', async (request, reply) => {
    const refused = await hashesRefusedTo(request);
    if (refused) return replyRefused(request, reply, refused);
    const checkpoint = await ledger.tables.latestCheckpoint();
    if (!checkpoint) return missing(request, reply);
    return reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'no-cache')
      .send(checkpoint.note);
  });

  app.get<{ Params: { '*': string } }>('/ledger/tile/*', async (request, reply) => {
    const tile = tileAt(`tile/${request.params['*']}`);
    if (!tile) return missing(request, reply);
    const refused = await (tile.level === 'entries'
      ? refusedTo(request, ['auditor'])
      : hashesRefusedTo(request));
    if (refused) return replyRefused(request, reply, refused);
    const bytes = await (tile.level === 'entries' ? entriesFor(request, tile) : hashesOf(tile));
    if (!bytes) return missing(request, reply);
    return reply
      .header('content-type', 'application/octet-stream')
      .header('cache-control', cacheControl(tile, isPublic))
      .send(Buffer.from(bytes));
  });

  const recordReading = async (request: FastifyRequest, events: readonly StoredEvent[]): Promise<void> => {
    const identity = await authenticate(request.headers.authorization);
    if (!identity) throw new Error('Entries were about to be shown to nobody');
    const seen = new Map<string, number>();
    for (const { stream, revision } of events) {
      if (categoryOf(stream) === 'letter') seen.set(idOf(stream), revision);
    }
    if (seen.size === 0) return;
    const purpose = purposeOf(request.query);
    await chancery.readings.record({
      readerId: identity.employeeId,
      letters: [...seen].map(([letterId, revision]) => ({ letterId, revision })),
      operation: 'ledger entries',
      ...(purpose !== undefined && { purpose }),
    });
  };

  /** The first hashes of a tile never change, so those of a partial tile are in every fuller one. */
  const hashesOf = async ({ level, index, width }: Tile): Promise<Uint8Array | undefined> => {
    const [stored] = await ledger.tables.tiles([{ level, index }]);
    const hashes = stored?.hashes.subarray(0, width * HASH_BYTES);
    return hashes?.length === width * HASH_BYTES ? hashes : undefined;
  };

  /**
   * What it shows of letters is on the record before it goes out. `undefined`, too, where an entry is larger than the
   * format has room for (65,535 bytes).
   */
  const entriesFor = async (
    request: FastifyRequest,
    { index, width }: EntryBundle,
  ): Promise<Uint8Array | undefined> => {
    const [stored] = await ledger.tables.tiles([{ level: 0, index }]);
    if (!stored || stored.hashes.length < width * HASH_BYTES) return undefined;
    const events = await eventStore.readAll(stored.after ?? BEGINNING, width);
    try {
      const bundle = entryBundle(events.map((event, at) => entryOf(index * TILE_WIDTH + at, event)));
      await recordReading(request, events);
      return bundle;
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  };
};

/** Hashes never change. Entries are shown to whoever is on record for it, each time anew. */
const cacheControl = ({ level }: Tile | EntryBundle, isPublic: boolean): string =>
  level === 'entries'
    ? 'private, no-store'
    : `${isPublic ? 'public' : 'private'}, immutable, max-age=31536000`;

const tileAt = (path: string): Tile | EntryBundle | undefined => {
  try {
    return parseTilePath(path);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
};
