import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddCheckpoint, parseAddCheckpoint } from '../../domain/ledger/add-checkpoint.ts';
import { textOf } from '../../domain/ledger/bytes.ts';
import { formatCheckpoint, parseCheckpoint } from '../../domain/ledger/checkpoint.ts';
import {
  cosignature,
  cosignatureTime,
  cosignatureVerifier,
  cosignedMessage,
} from '../../domain/ledger/cosignature.ts';
import { Malformed } from '../../domain/ledger/malformed.ts';
import {
  ed25519Verifier,
  formatNote,
  formatSignature,
  openNote,
  parseNote,
} from '../../domain/ledger/signed-note.ts';
import { parseVerifierKey } from '../../domain/ledger/verifier-key.ts';
import { flipped } from './bytes.ts';
import { logSigner, witness } from './signing.ts';
import vectors from './vectors/notes.json' with { type: 'json' };

const { arche2025h1, c2sp } = vectors;

describe('a cosignature', () => {
  it('of a real log and a real witness verifies', () => {
    const log = ed25519Verifier(parseVerifierKey(arche2025h1.logKey));
    const cosigner = cosignatureVerifier(parseVerifierKey(arche2025h1.witnessKey));
    const opened = openNote(arche2025h1.note, [log, cosigner]);
    if (!opened.ok) throw new Error(opened.fault);
    expect(parseCheckpoint(opened.text)).toMatchObject({ origin: log.name, size: arche2025h1.size });
    expect(opened.verified.map(({ name }) => name)).toEqual([log.name, cosigner.name]);
    expect(opened.unverified).toHaveLength(4);
    const [, cosigned] = opened.verified;
    expect(cosigned && cosignatureTime(cosigned.signature)).toBe(arche2025h1.cosignedAt);
    const larger = arche2025h1.note.replace('1432088532', '1432088533');
    expect(openNote(larger, [cosigner])).toMatchObject({
      ok: false,
      fault: 'signature',
      name: cosigner.name,
    });
  });

  it('says when, and of which text, as in the example of the specification', () => {
    const { text, signatures } = parseNote(c2sp.checkpoint);
    const cosigned = signatures.find(({ name }) => name === 'witness.example.com/w1');
    expect(cosigned && cosignatureTime(cosigned.signature)).toBe(c2sp.cosignedAt);
    expect(textOf(cosignedMessage(c2sp.cosignedAt, text))).toBe(c2sp.cosignedMessage);
  });

  it('is no plain signature, nor a plain signature a cosignature, by the same key', () => {
    const seed = new Uint8Array(32).fill(7);
    const [plain, cosigner] = [
      logSigner('example.com/w', seed),
      witness('example.com/w', seed, 1_700_000_000),
    ];
    expect(plain.key.publicKey).toEqual(cosigner.key.publicKey);
    expect(plain.key.id).not.toBe(cosigner.key.id);
    expect(() => cosignatureVerifier(plain.key)).toThrow(Malformed);
    expect(() => ed25519Verifier(cosigner.key)).toThrow(Malformed);
    const text = 'example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
    expect(ed25519Verifier(plain.key).verify(text, cosigner.sign(text).signature.subarray(8))).toBe(false);
    expect(cosignatureVerifier(cosigner.key).verify(text, plain.sign(text).signature)).toBe(false);
  });

  it('verifies with any time, and not when a bit of it is another', () => {
    const text = 'example.com/log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n';
    for (const time of [0, 1_700_000_000, Number.MAX_SAFE_INTEGER]) {
      const cosigner = witness('example.com/w', new Uint8Array(32).fill(9), time);
      const { signature } = cosigner.sign(text);
      const verifier = cosignatureVerifier(cosigner.key);
      expect(verifier.verify(text, signature)).toBe(true);
      expect(cosignatureTime(signature)).toBe(time);
      for (let bit = 0; bit < signature.length * 8; bit += 1) {
        expect(verifier.verify(text, flipped(signature, bit))).toBe(false);
      }
      for (const wrong of [signature.subarray(1), new Uint8Array([...signature, 0]), new Uint8Array()]) {
        expect(verifier.verify(text, wrong)).toBe(false);
        expect(cosignatureTime(wrong)).toBeUndefined();
      }
      expect(verifier.verify(`${text}more\n`, signature)).toBe(false);
    }
    expect(cosignatureTime(cosignature(2 ** 53, new Uint8Array(64)))).toBeUndefined();
  });
});

describe('what a log asks of a witness', () => {
  it('is read and written as in the example of the specification', () => {
    const request = parseAddCheckpoint(c2sp.addCheckpoint);
    expect(request.oldSize).toBe(20_852_014);
    expect(request.proof).toHaveLength(4);
    expect(parseCheckpoint(parseNote(request.checkpoint).text).size).toBe(20_852_163);
    expect(formatAddCheckpoint(request)).toBe(c2sp.addCheckpoint);
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), { maxLength: 63 }),
        (oldSize, proof) => {
          const any = { oldSize, proof, checkpoint: c2sp.checkpoint };
          expect(parseAddCheckpoint(formatAddCheckpoint(any))).toEqual(any);
        },
      ),
    );
  });

  it('is refused when malformed, with the reason', () => {
    const hash = 'PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n';
    for (const [body, reason] of [
      ['', 'empty-line'],
      ['old 1\n', 'empty-line'],
      [`1\n${hash}\n${c2sp.checkpoint}`, 'old-size'],
      [`new 1\n${hash}\n${c2sp.checkpoint}`, 'old-size'],
      [`old 01\n${hash}\n${c2sp.checkpoint}`, 'old-size'],
      [`old  1\n${hash}\n${c2sp.checkpoint}`, 'old-size'],
      [`old -1\n${hash}\n${c2sp.checkpoint}`, 'old-size'],
      [`\n\n${c2sp.checkpoint}`, 'old-size'],
      [`old 1\n${hash.slice(4)}\n${c2sp.checkpoint}`, 'proof'],
      [`old 1\n${hash.replace('=', '')}\n${c2sp.checkpoint}`, 'proof'],
      [`old 1\n${hash.repeat(64)}\n${c2sp.checkpoint}`, 'proof-too-long'],
    ] as const) {
      expect(() => parseAddCheckpoint(body), JSON.stringify(body)).toThrow(
        new Malformed('add-checkpoint request', reason),
      );
    }
  });

  it('is answered with lines that, behind the checkpoint, open with the keys of the witnesses', () => {
    const log = logSigner('example.com/log', new Uint8Array(32).fill(1));
    const witnesses = [2, 3].map((seed) =>
      witness(`example.com/w${seed}`, new Uint8Array(32).fill(seed), 1_700_000_000 + seed),
    );
    const text = formatCheckpoint({
      origin: 'example.com/log',
      size: 3,
      root: new Uint8Array(32),
      extensions: [],
    });
    const checkpoint = formatNote({ text, signatures: [log.sign(text)] });
    const answer = witnesses.map((one) => formatSignature(one.sign(text))).join('');
    const opened = openNote(checkpoint + answer, [
      ed25519Verifier(log.key),
      ...witnesses.map(({ key }) => cosignatureVerifier(key)),
    ]);
    expect(opened.ok && opened.verified.map(({ name }) => name)).toEqual([
      'example.com/log',
      'example.com/w2',
      'example.com/w3',
    ]);
  });
});
