import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseAddCheckpoint } from '../../domain/ledger/add-checkpoint.ts';
import { sameBytes } from '../../domain/ledger/bytes.ts';
import { type Checkpoint, parseCheckpoint } from '../../domain/ledger/checkpoint.ts';
import { verifyConsistency } from '../../domain/ledger/consistency-proof.ts';
import { cosignature, cosignedMessage } from '../../domain/ledger/cosignature.ts';
import { ed25519Verifier, formatSignature, openNote } from '../../domain/ledger/signed-note.ts';
import {
  ED25519_COSIGNATURE,
  formatVerifierKey,
  parseVerifierKey,
  verifierKey,
} from '../../domain/ledger/verifier-key.ts';

/** A witness as c2sp.org/tlog-witness has it, of one log, which remembers what it has cosigned. */
export interface WitnessStandIn {
  readonly url: string;
  readonly verifierKey: string;
  /** Of the log that it watches. */
  trust(verifierKey: string): void;
  readonly seen: () => Checkpoint | undefined;
  readonly answers: readonly number[];
  close(): Promise<void>;
}

export const startWitness = async (): Promise<WitnessStandIn> => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(12));
  const key = verifierKey('witness.example', ED25519_COSIGNATURE, raw);
  const answers: number[] = [];
  let log: string | undefined;
  let seen: Checkpoint | undefined;

  const answer = (body: string): { readonly status: number; readonly text: string } => {
    const { oldSize, proof, checkpoint } = parseAddCheckpoint(body);
    const opened = openNote(checkpoint, log ? [ed25519Verifier(parseVerifierKey(log))] : []);
    if (!opened.ok) return { status: 403, text: '' };
    const next = parseCheckpoint(opened.text);
    if (oldSize > next.size) return { status: 400, text: '' };
    const conflict = { status: 409, text: `${seen?.size ?? 0}\n` };
    if (oldSize !== (seen?.size ?? 0)) return conflict;
    if (seen && seen.size === next.size && !sameBytes(seen.root, next.root)) return conflict;
    if (seen) {
      const { root: oldRoot } = seen;
      const verdict = verifyConsistency({ oldSize, size: next.size, oldRoot, root: next.root, proof });
      if (!verdict.ok) return { status: 422, text: '' };
    }
    seen = next;
    const time = Math.floor(Date.now() / 1_000);
    const signature = new Uint8Array(sign(null, cosignedMessage(time, opened.text), privateKey));
    const line = { name: key.name, keyId: key.id, signature: cosignature(time, signature) };
    return { status: 200, text: formatSignature(line) };
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { status, text } = answer(Buffer.concat(chunks).toString('utf8'));
    answers.push(status);
    response.statusCode = status;
    response.end(text);
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    verifierKey: formatVerifierKey(key),
    trust(verifierKeyOfLog) {
      log = verifierKeyOfLog;
    },
    seen: () => seen,
    answers,
    close: () => new Promise((settle) => void server.close(() => settle())),
  };
};
