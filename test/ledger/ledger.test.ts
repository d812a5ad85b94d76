import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { base64, concat, fromBase64, utf8 } from '../../domain/ledger/bytes.ts';
import { parseCheckpoint } from '../../domain/ledger/checkpoint.ts';
import { verifyConsistency } from '../../domain/ledger/consistency-proof.ts';
import { cosignatureVerifier } from '../../domain/ledger/cosignature.ts';
import { rootOfLeaves } from '../../domain/ledger/frontier.ts';
import { verifyInclusion } from '../../domain/ledger/inclusion-proof.ts';
import { leafHash } from '../../domain/ledger/merkle-tree.ts';
import { ed25519Verifier, openNote, ownSignatureOnly } from '../../domain/ledger/signed-note.ts';
import { entriesOf } from '../../domain/ledger/tiles.ts';
import { parseVerifierKey } from '../../domain/ledger/verifier-key.ts';
import { keyInForce } from '../../domain/ledger-keys/ledger-keys.ts';
import { isRefusal } from '../../domain/refusal.ts';
import { compose } from '../../infrastructure/composition.ts';
import type { Config } from '../../infrastructure/config.ts';
import { migrateLog } from '../../infrastructure/event-store/migrate-log.ts';
import { PostgresEventStore } from '../../infrastructure/event-store/postgres/postgres-event-store.ts';
import { readTimestamp } from '../../infrastructure/evidence/timestamp-reader.ts';
import { audit } from '../../infrastructure/ledger/audit.ts';
import { acceptFork } from '../../infrastructure/ledger/fork-acceptance.ts';
import { rotateKey } from '../../infrastructure/ledger/key-rotation.ts';
import { LedgerKeeper, type LedgerKeeperOptions } from '../../infrastructure/ledger/ledger-keeper.ts';
import { LedgerMismatch, type LedgerProblem } from '../../infrastructure/ledger/ledger-problem.ts';
import { LedgerTables } from '../../infrastructure/ledger/ledger-tables.ts';
import { askTimestamp } from '../../infrastructure/ledger/outside/timestamp-authority.ts';
import { checkAtStart } from '../../infrastructure/ledger/start-check.ts';
import { verifyLog } from '../../infrastructure/ledger/verify-log.ts';
import { openApi } from '../api-server.ts';
import { createTestDatabase, silent } from '../database.ts';
import { type House, openHouse } from '../house.ts';
import { logPlaces } from '../log-places.ts';
import { everything } from '../whole-log.ts';
import { startOpensslAuthority } from './openssl-authority.ts';
import { registerLetter } from './register-letter.ts';
import { startWitness } from './witness-stand-in.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const inFiles: Config['ledger'] = {
  sealSeconds: 3_600,
  signer: { kind: 'file' },
  witnesses: [],
  isPublic: false,
};

const opened = async (options: Parameters<typeof openHouse>[0] = {}): Promise<House> => {
  const house = await openHouse({ ledger: inFiles, ...options });
  cleanups.push(() => house.close());
  return house;
};

/** Another process on the house's database. */
const another = (house: House, options: Partial<LedgerKeeperOptions> = {}): LedgerKeeper => {
  const keeper = new LedgerKeeper({
    pool: house.database.pool,
    store: house.sealedLog,
    keys: house.chancery.ledgerKeys,
    dataFolder: house.dataFolder,
    config: inFiles,
    log: silent,
    ...options,
  });
  cleanups.push(() => keeper.stop());
  return keeper;
};

const problemOf = async (work: Promise<unknown>): Promise<LedgerProblem | undefined> => {
  try {
    await work;
    return undefined;
  } catch (error) {
    if (error instanceof LedgerMismatch) return error.problem;
    throw error;
  }
};

const verified = async (house: House, keeper = house.ledger) =>
  verifyLog(house.sealedLog, keeper.tables, keeper.anchor);

const caller = () => ({ actor: 'system', commandId: randomUUID() });

describe.each(logPlaces)('the ledger of a log in %s', (_, openPlace) => {
  it('has nothing to be held against before anything was signed, and is not read', async () => {
    const place = await openPlace();
    cleanups.push(() => place.close());
    const house = await opened(place.options);
    await registerLetter(house);
    const check = {
      store: {
        read: house.sealedLog.read.bind(house.sealedLog),
        readAll: () => Promise.reject(new Error('The log was read')),
      },
      tables: house.ledger.tables,
      anchor: undefined,
      log: silent,
    };
    const history = await checkAtStart(check);
    expect(history.keys).toEqual([]);
    await house.ledger.check();
    // The key is introduced now, and the process may end before it has signed anything.
    expect((await checkAtStart(check)).keys).toEqual([]);
    await house.ledger.sealNow();
    await expect(checkAtStart(check)).rejects.toThrow('The log was read');
  });

  it('is sealed, goes on after a restart, and verifies', async () => {
    const place = await openPlace();
    cleanups.push(() => place.close());
    const house = await opened(place.options);
    await house.ledger.check();
    const first = await house.ledger.sealNow();
    expect(first?.size).toBe((await everything(house.sealedLog)).length);
    await registerLetter(house);
    await house.settled();
    const restarted = another(house);
    await restarted.check();
    const second = await restarted.sealNow();
    expect(second?.size).toBeGreaterThan(first?.size ?? 0);
    expect(await restarted.behind()).toBe(0);
    expect(await verified(house)).toMatchObject({ problems: [], size: second?.size, signed: 3 });

    const { state } = await house.chancery.ledgerKeys.load();
    const key = parseVerifierKey(keyInForce(state) ?? '');
    const note = await readFile(join(house.dataFolder, 'ledger', 'checkpoint'), 'utf8');
    const read = openNote(note, [ed25519Verifier(key)]);
    expect(read.ok && parseCheckpoint(read.text)).toMatchObject({
      origin: state?.origin,
      size: second?.size,
    });
  });

  it('is the same for a copy of the log in another store', async () => {
    const place = await openPlace();
    cleanups.push(() => place.close());
    const house = await opened(place.options);
    await house.ledger.check();
    for (let n = 0; n < 3; n += 1) await registerLetter(house);
    await house.settled();
    const sealed = await house.ledger.sealNow();
    const database = await createTestDatabase();
    cleanups.push(() => database.close());
    const copy = new PostgresEventStore(database.pool, silent);
    cleanups.push(() => copy.close());
    await migrateLog(house.sealedLog, copy);
    const { size, root } = await audit({ store: copy, tables: new LedgerTables(database.pool), signed: [] });
    expect({ size, root: base64(root) }).toEqual({ size: sealed?.size, root: base64(sealed?.root ?? root) });

    // With the ledger's tables beside the old store's positions, the tiles are made anew and nothing else.
    const moved = another(house, { store: copy });
    await moved.check();
    expect(await moved.sealNow()).toMatchObject({ size: sealed?.size });
    expect((await verifyLog(copy, moved.tables, moved.anchor)).problems).toEqual([]);
  });
});

describe('the ledger', () => {
  it('is sealed by whoever asks, however many do at once, into one history', async () => {
    const house = await opened();
    await house.ledger.check();
    const keepers = Array.from({ length: 3 }, () => another(house));
    for (const keeper of keepers) await keeper.check();
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([registerLetter(house), ...keepers.map((keeper) => keeper.sealNow())]);
    }
    await house.settled();
    await house.ledger.sealNow();
    expect((await verified(house)).problems).toEqual([]);
  });

  it('is sealed by the clock by one process of several', async () => {
    const house = await opened({ ledger: { ...inFiles, sealSeconds: 1 } });
    const config = { ...inFiles, sealSeconds: 1 };
    const sealed: string[] = [];
    const keepers = ['one', 'two'].map((name) =>
      another(house, { config, onSealed: () => sealed.push(name) }),
    );
    for (const keeper of keepers) await keeper.check();
    for (const keeper of keepers) keeper.start();
    for (let n = 0; n < 3; n += 1) {
      await registerLetter(house);
      await house.settled();
      const before = sealed.length;
      while (sealed.length === before) await new Promise((settle) => setTimeout(settle, 20));
    }
    expect(new Set(sealed).size).toBe(1);
  });

  it('covers a long log from before there was a ledger, whose first key comes last', async () => {
    const database = await createTestDatabase();
    cleanups.push(() => database.close());
    const dataFolder = await mkdtemp(join(tmpdir(), 'chancery-ledger-'));
    cleanups.push(() => rm(dataFolder, { recursive: true }));
    const count = 66_000;
    await database.pool.query(
      `insert into log.events (position, stream, revision, id, type, data, metadata, command_id)
        select n, 'letter-' || gen_random_uuid(), 0, gen_random_uuid(), 'Registered', '{}', '{}', n::text
        from generate_series(1, ${count}) n`,
    );
    await database.pool.query(`update log.head set position = ${count}`);
    const composition = compose({ pool: database.pool, dataFolder, maxFileBytes: 1, log: silent });
    cleanups.push(() => composition.stop());
    await composition.ledger.check();
    expect(await composition.ledger.sealNow()).toMatchObject({ size: count + 1 });
    expect(await composition.ledger.tables.countCheckpoints()).toBe(1);
    const { tables, anchor } = composition.ledger;
    expect((await verifyLog(composition.sealedLog, tables, anchor)).problems).toEqual([]);
  }, 60_000);

  it('goes on when the process ended between the checkpoint and the anchor, and when the tiles are lost', async () => {
    const house = await opened();
    await house.ledger.check();
    await house.ledger.sealNow();
    const before = await house.ledger.anchor.read();
    await registerLetter(house);
    const sealed = await house.ledger.sealNow();
    await house.ledger.anchor.write(before ?? '');
    const restarted = another(house);
    await restarted.check();
    await house.database.pool.query('delete from ledger.tiles');
    await house.database.pool.query('update ledger.state set size = 0');
    const again = another(house);
    await again.check();
    expect(await again.sealNow()).toMatchObject({ size: sealed?.size });
    expect((await verified(house)).problems).toEqual([]);
  });

  it('has another key on the record, by the last word of the old one', async () => {
    const house = await opened();
    await house.ledger.check();
    await house.ledger.sealNow();
    // A server that runs on meanwhile.
    const running = another(house);
    await running.check();
    const key = await rotateKey(house.ledger, house.chancery.ledgerKeys, caller(), {});
    expect(keyInForce((await house.chancery.ledgerKeys.load()).state)).toBe(key);
    const sealed = await running.sealNow();
    const read = openNote(sealed?.note ?? '', [ed25519Verifier(parseVerifierKey(String(key)))]);
    expect(read.ok).toBe(true);
    const found = await verified(house);
    expect(found.problems).toEqual([]);
    expect(found.history.keys).toHaveLength(2);
    expect(await problemOf(another(house).check())).toBeUndefined();
  });

  it('is not signed by a key that it does not know, and has another where the old one is lost', async () => {
    const house = await opened();
    await house.ledger.check();
    await house.ledger.sealNow();
    await rm(join(house.dataFolder, 'ledger', 'signing-key.pem'));
    const keyless = another(house);
    expect(await problemOf(keyless.check())).toMatchObject({ code: 'LEDGER_KEY_MISSING' });
    const replaced = await rotateKey(keyless, house.chancery.ledgerKeys, caller(), { lostBecause: 'Диск' });
    expect(isRefusal(replaced)).toBe(false);
    await keyless.check();
    await keyless.sealNow();
    expect((await verified(house)).problems).toEqual([]);
  });

  it('goes on from a log that lost its end when somebody answers for it, and tells of it for ever', async () => {
    const house = await opened();
    await house.ledger.check();
    await house.ledger.sealNow();
    await registerLetter(house);
    await house.settled();
    const lost = await house.ledger.sealNow();
    await house.database.pool.query(
      'delete from log.events where position > (select position - 2 from log.head)',
    );
    await house.database.pool.query('update log.head set position = position - 2');
    const keeper = another(house);
    expect(await problemOf(keeper.check())).toMatchObject({ code: 'LEDGER_ROLLED_BACK' });
    const { ledgerKeys } = house.chancery;
    const fork = await acceptFork(
      keeper,
      ledgerKeys,
      house.sealedLog,
      caller(),
      'Есть только вчерашняя копия',
    );
    expect(fork).toMatchObject({ code: 'LEDGER_ROLLED_BACK', lost: { size: lost?.size } });
    const found = await verified(house);
    expect(found.problems).toEqual([]);
    expect(found.history.forks).toMatchObject([{ reason: 'Есть только вчерашняя копия' }]);
    // What somebody kept still contradicts it.
    const kept = [{ ...(lost as NonNullable<typeof lost>), source: 'kept' }];
    const { problems } = await verifyLog(house.sealedLog, keeper.tables, keeper.anchor, kept);
    expect(problems).toMatchObject([{ code: 'LEDGER_ROLLED_BACK', signed: { source: 'kept' } }]);
    expect(await acceptFork(keeper, ledgerKeys, house.sealedLog, caller(), 'Ещё раз')).toBe('nothing');
  });

  it('is cosigned by a witness, which does not follow it into another history', async () => {
    const witness = await startWitness();
    cleanups.push(() => witness.close());
    const witnesses = [{ url: witness.url, verifierKey: witness.verifierKey }];
    const house = await opened({ ledger: { ...inFiles, witnesses } });
    await house.ledger.check();
    witness.trust(keyInForce((await house.chancery.ledgerKeys.load()).state) ?? '');
    await house.ledger.sealNow();
    await registerLetter(house);
    const sealed = await house.ledger.sealNow();
    await house.attestations.settled();
    const latest = await house.ledger.tables.latestCheckpoint();
    const cosigned = openNote(latest?.note ?? '', [
      cosignatureVerifier(parseVerifierKey(witness.verifierKey)),
    ]);
    expect(cosigned.ok).toBe(true);
    expect(witness.seen()).toMatchObject({ size: sealed?.size });
    expect((await verified(house)).problems).toEqual([]);

    // Everything that is ours is rewritten, with our key; the witness alone remembers.
    await house.database.pool.query('delete from ledger.tiles');
    await house.database.pool.query('delete from ledger.checkpoints');
    await house.database.pool.query('update ledger.state set size = 0');
    await house.database.pool.query(
      `update log.events set metadata = replace(metadata, '"at":"20', '"at":"19')
        where position = 3`,
    );
    await rm(join(house.dataFolder, 'ledger', 'checkpoint'));
    const thief = another(house, { onSealed: (checkpoint) => house.attestations.ask(checkpoint) });
    await thief.check();
    await registerLetter(house);
    await thief.sealNow();
    await house.attestations.settled();
    expect(house.ledger.problem).toMatchObject({
      code: 'LEDGER_WITNESS_CONTRADICTS',
      subject: 'witness.example',
    });
    expect(await problemOf(house.ledger.sealNow())).toMatchObject({ code: 'LEDGER_WITNESS_CONTRADICTS' });
  });

  it('is stamped by an authority, which openssl confirms, and goes on without one', async () => {
    const authority = await startOpensslAuthority();
    const house = await opened({ ledger: { ...inFiles, timestampUrl: authority.url } });
    await house.ledger.check();
    const sealed = await house.ledger.sealNow();
    await house.attestations.settled();
    const stamped = await house.ledger.tables.latestTimestamp();
    expect(stamped?.size).toBe(sealed?.size);
    const response = stamped?.timestamp ?? new Uint8Array();
    const bytes = utf8(ownSignatureOnly(stamped?.note ?? ''));
    await authority.verify(response, bytes);
    await expect(authority.verify(response, utf8('other'))).rejects.toThrow();
    const read = await readTimestamp(response, bytes);
    expect('at' in read && Math.abs(Date.parse(read.at) - Date.now())).toBeLessThan(60_000);

    authority.answerWith(response);
    await expect(askTimestamp(authority.url, bytes)).rejects.toThrow('another question');
    await expect(askTimestamp(authority.url, utf8('other'))).rejects.toThrow('It is over something else');
    const forged = Uint8Array.from(response);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    expect(await readTimestamp(forged, bytes)).toMatchObject({ kind: 'stampUnsigned' });
    await authority.close();
    await expect(askTimestamp(authority.url, bytes)).rejects.toThrow();
    await registerLetter(house);
    expect((await house.ledger.sealNow())?.size).toBeGreaterThan(sealed?.size ?? 0);
    await house.attestations.settled();
  });
});

describe('the ledger over HTTP', () => {
  const bytes = (text: string): Uint8Array => fromBase64(text) as Uint8Array;

  it('proves events and growth to auditors and administrators, and to nobody else', async () => {
    const api = await openApi({ ledger: inFiles });
    cleanups.push(() => api.close());
    const { house } = api;
    await house.ledger.check();
    const seal = 'mutation { sealLedger { size root note } }';
    expect((await api.ask('sokolova', seal)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const first = await api.get('auditor', seal);
    const letter = await registerLetter(house);
    await house.settled();

    // It is not covered yet: it is sealed for the asking.
    const query = `query ($stream: String!) { inclusionProof(stream: $stream, revision: 0) {
      index size leafHash hashes root note } }`;
    const proof = await api.get('auditor', query, { stream: `letter-${letter.id}` });
    expect(proof.size).toBeGreaterThan(first.size);
    const { state } = await house.chancery.ledgerKeys.load();
    const signed = openNote(proof.note, [ed25519Verifier(parseVerifierKey(keyInForce(state) ?? ''))]);
    const checkpoint = parseCheckpoint(signed.ok ? signed.text : '');
    expect(checkpoint).toMatchObject({ size: proof.size, root: bytes(proof.root) });
    expect(
      verifyInclusion({
        index: proof.index,
        size: proof.size,
        leafHash: bytes(proof.leafHash),
        proof: proof.hashes.map(bytes),
        root: checkpoint.root,
      }),
    ).toEqual({ ok: true });

    // Whoever sees what happened sees that it is proved, with one checkpoint for the whole page.
    const history = `query ($of: HistoryScope!) { history(of: $of) { nodes {
      stream revision unprovedReason inclusionProof { index size leafHash hashes root note } } } }`;
    const { nodes } = await api.get('sokolova', history, { of: { letterId: letter.id } });
    expect(nodes.length).toBeGreaterThan(1);
    for (const { inclusionProof, unprovedReason } of nodes) {
      expect(unprovedReason).toBeNull();
      expect(inclusionProof).toMatchObject({ size: proof.size, root: proof.root, note: proof.note });
      const { index, size, leafHash: leaf, hashes } = inclusionProof;
      expect(
        verifyInclusion({
          index,
          size,
          leafHash: bytes(leaf),
          proof: hashes.map(bytes),
          root: checkpoint.root,
        }),
      ).toEqual({ ok: true });
    }
    const growth = await api.get(
      'auditor',
      `query ($from: Int!, $to: Int!) { consistencyProof(from: $from, to: $to) { hashes fromRoot toRoot } }`,
      { from: first.size, to: proof.size },
    );
    expect(growth).toMatchObject({ fromRoot: first.root, toRoot: proof.root });
    expect(
      verifyConsistency({
        oldSize: first.size,
        size: proof.size,
        oldRoot: bytes(first.root),
        root: bytes(proof.root),
        proof: growth.hashes.map(bytes),
      }),
    ).toEqual({ ok: true });

    const page = await api.get(
      'auditor',
      '{ checkpoints(first: 1) { totalCount nodes { size } pageInfo { hasNextPage } edges { cursor } } }',
    );
    expect(page).toMatchObject({
      totalCount: 2,
      nodes: [{ size: proof.size }],
      pageInfo: { hasNextPage: true },
    });
    const rest = await api.get(
      'auditor',
      'query ($after: String) { checkpoints(after: $after) { nodes { size } } }',
      {
        after: page.edges[0].cursor,
      },
    );
    expect(rest.nodes).toEqual([{ size: first.size }]);
    expect(
      await api.get(
        'auditor',
        '{ ledger { origin keys behind witnesses problem { code } checkpoint { size } } }',
      ),
    ).toEqual({
      origin: state?.origin,
      keys: state?.verifierKeys,
      behind: 0,
      witnesses: [],
      problem: null,
      checkpoint: { size: proof.size },
    });
    const beyond = await api.ask('auditor', query.replace('revision: 0', 'revision: 9'), {
      stream: `letter-${letter.id}`,
    });
    expect(beyond.errors?.[0]?.extensions.code).toBe('NOT_FOUND');

    const later = await registerLetter(house);
    await house.settled();
    const unproved = await api.get('sokolova', history, { of: { letterId: later.id } });
    for (const entry of unproved.nodes) {
      expect(entry).toMatchObject({
        inclusionProof: null,
        unprovedReason: expect.stringContaining('sealLedger'),
      });
    }
  });

  it('serves tiles and entries from which anybody makes the root, to those who may', async () => {
    const api = await openApi({ ledger: { ...inFiles, isPublic: true } });
    cleanups.push(() => api.close());
    const { house } = api;
    await house.ledger.check();
    const letter = await registerLetter(house);
    await house.settled();
    const sealed = await house.ledger.sealNow();
    const size = sealed?.size ?? 0;
    const get = async (path: string, login?: string): Promise<Response> =>
      fetch(`${api.url}/ledger/${path}`, {
        headers: login ? { authorization: `Bearer ${await api.token(login)}` } : {},
      });
    expect(await (await get('checkpoint')).text()).toBe(sealed?.note);
    const tile = new Uint8Array(await (await get(`tile/0/000.p/${size}`)).arrayBuffer());
    const entries = await get(`tile/entries/000.p/${size}`, 'auditor');
    const bundle = entriesOf(new Uint8Array(await entries.arrayBuffer()), size);
    expect(base64(concat(...bundle.map(leafHash)))).toBe(base64(tile));
    expect(base64(rootOfLeaves(bundle.map(leafHash)))).toBe(base64(sealed?.root ?? tile));

    // They are letters: that the auditor was shown them is on the record, and a copy in a cache would be shown unrecorded.
    expect(entries.headers.get('cache-control')).toBe('private, no-store');
    await house.settled();
    const readings = await api.get(
      'auditor',
      '{ readings { nodes { operation reader { login } letters { letterId revision } } } }',
    );
    expect(readings.nodes).toEqual([
      {
        operation: 'ledger entries',
        reader: { login: 'auditor' },
        letters: [{ letterId: letter.id, revision: expect.any(Number) }],
      },
    ]);

    expect((await get(`tile/entries/000.p/${size}`)).status).toBe(401);
    expect((await get(`tile/entries/000.p/${size}`, 'sokolova')).status).toBe(403);
    for (const path of ['tile/0/000', `tile/0/000.p/${size + 1}`, 'tile/0/0', 'tile/1/000.p/1', 'tile/x']) {
      expect((await get(path)).status).toBe(404);
    }
  });

  it('is shown as not ready, and says why, once the log is not what was signed', async () => {
    const api = await openApi({ ledger: inFiles });
    cleanups.push(() => api.close());
    const { house } = api;
    await house.ledger.check();
    await house.ledger.sealNow();
    expect((await fetch(`${api.url}/ready`)).status).toBe(200);
    await house.database.pool.query(`update log.events set data = '{}' where position = 5`);
    const sealed = await api.ask('auditor', 'mutation { sealLedger { size } }');
    expect(sealed.errors?.[0]?.extensions).toMatchObject({ code: 'LOG_NOT_AS_SIGNED' });
    const ready = await fetch(`${api.url}/ready`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({
      status: 'logNotAsSigned',
      ledger: { code: 'LEDGER_REWRITTEN', first: { index: 4 } },
    });
    const { problem } = await api.get('auditor', '{ ledger { problem { code message details } } }');
    expect(problem).toMatchObject({ code: 'LEDGER_REWRITTEN', details: { first: { index: 4 } } });
    expect(problem.message).toContain('event 4');
  });
});
