import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { ed25519Verifier, openNote } from '../../domain/ledger/signed-note.ts';
import { parseVerifierKey } from '../../domain/ledger/verifier-key.ts';
import { keyInForce } from '../../domain/ledger-keys/ledger-keys.ts';
import { InvalidConfig, readConfig } from '../../infrastructure/config.ts';
import { openRemoteSigner } from '../../infrastructure/ledger/signers/remote-signer.ts';
import type { SignerConfig } from '../../infrastructure/ledger/signers/signer-source.ts';
import { type House, openHouse } from '../house.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const rawOf = (key: KeyObject): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(12);

const opened = async (signer: SignerConfig): Promise<House> => {
  const house = await openHouse({
    ledger: { sealSeconds: 3_600, signer, witnesses: [], isPublic: false },
  });
  cleanups.push(() => house.close());
  return house;
};

/** Whether the house seals, and with that key. */
const sealsWith = async (house: House, key: KeyObject): Promise<boolean> => {
  await house.ledger.check();
  const checkpoint = await house.ledger.sealNow();
  const { state } = await house.chancery.ledgerKeys.load();
  const verifierKey = parseVerifierKey(keyInForce(state) ?? '');
  expect(openNote(checkpoint?.note ?? '', [ed25519Verifier(verifierKey)])).toMatchObject({ ok: true });
  return Buffer.from(verifierKey.publicKey).equals(rawOf(key));
};

type Answer = (request: IncomingMessage, body: Buffer, response: ServerResponse) => void;

const served = async (answer: Answer): Promise<string> => {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    answer(request, Buffer.concat(chunks), response);
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  cleanups.push(() => new Promise((settle) => void server.close(() => settle(undefined))));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
};

describe('a signing key in the environment', () => {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('base64');

  it.each([
    ['PEM', pem],
    ['PEM on one line', pem.replaceAll('\n', '\\n')],
    ['a seed', seed],
  ])('signs, given as %s', async (_, key) => {
    const { signer } = readConfig({ LEDGER_SIGNING_KEY: key }).ledger;
    expect(await sealsWith(await opened(signer), privateKey)).toBe(true);
  });

  it('of another kind, or no key at all, is refused without being repeated', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    for (const key of [
      rsa.export({ format: 'pem', type: 'pkcs8' }).toString(),
      'c2hvcnQ=',
      `${seed}${seed}`,
      'nonsense',
    ]) {
      const read = () => readConfig({ LEDGER_SIGNING_KEY: key });
      expect(read).toThrow(InvalidConfig);
      expect(read).not.toThrow(key);
    }
  });
});

describe('a signer behind HTTP', () => {
  const seed = Buffer.alloc(32, 7);
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const signing: Answer = (request, body, response) => {
    if (request.headers.authorization !== 'Bearer secret') {
      response.statusCode = 401;
      response.end();
    } else {
      response.end(request.method === 'POST' ? sign(null, body, key) : rawOf(key));
    }
  };

  it('signs what it is shown, to whoever has its token', async () => {
    const url = await served(signing);
    const { signer } = readConfig({ LEDGER_SIGNER_URL: url, LEDGER_SIGNER_TOKEN: 'secret' }).ledger;
    expect(await sealsWith(await opened(signer), key)).toBe(true);
    await expect(openRemoteSigner(url)).rejects.toThrow('401');
    await expect(openRemoteSigner(url, 'guessed')).rejects.toThrow('401');
  });

  it('that refuses, says too much or too little, or leads elsewhere, is none', async () => {
    const answers: readonly Answer[] = [
      (_, __, response) => response.end('short'),
      (_, __, response) => response.end(Buffer.alloc(2_000)),
      (_, __, response) => {
        response.writeHead(302, { location: 'http://127.0.0.1:1/' });
        response.end();
      },
    ];
    for (const answer of answers) await expect(openRemoteSigner(await served(answer))).rejects.toThrow();
  });

  it('that will not sign holds up sealing, and nothing that is signed wrongly is kept', async () => {
    let mood: 'signs' | 'refuses' | 'lies' = 'signs';
    const url = await served((request, body, response) => {
      if (request.method === 'POST' && mood !== 'signs') {
        response.statusCode = mood === 'refuses' ? 503 : 200;
        response.end(mood === 'lies' ? Buffer.alloc(64) : undefined);
      } else {
        signing(request, body, response);
      }
    });
    const house = await opened({ kind: 'remote', url, token: 'secret' });
    await house.ledger.check();
    for (mood of ['refuses', 'lies'] as const) {
      await expect(house.ledger.sealNow()).rejects.toThrow();
      expect(await house.ledger.tables.latestCheckpoint()).toBeUndefined();
    }
    mood = 'signs';
    expect(house.ledger.problem).toBeUndefined();
    expect((await house.ledger.sealNow())?.size).toBeGreaterThan(0);
  });
});
