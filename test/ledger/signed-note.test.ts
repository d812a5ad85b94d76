import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Malformed } from '../../domain/ledger/malformed.ts';
import { ed25519Verifier, formatNote, openNote, parseNote } from '../../domain/ledger/signed-note.ts';
import {
  ED25519,
  ED25519_COSIGNATURE,
  formatVerifierKey,
  parseVerifierKey,
  verifierKey,
} from '../../domain/ledger/verifier-key.ts';
import { flipped } from './bytes.ts';
import { logSigner } from './signing.ts';
import vectors from './vectors/notes.json' with { type: 'json' };

const { text, peter, enoch, badKeys } = vectors.go;
const peterVerifier = ed25519Verifier(parseVerifierKey(peter.key));
const enochVerifier = ed25519Verifier(parseVerifierKey(enoch.key));
const peterSigner = logSigner(
  'PeterNeumann',
  Buffer.from(peter.privateKey.slice('PRIVATE+KEY+PeterNeumann+c74f20a3+'.length), 'base64').subarray(1),
);
const signers = (signatures: readonly { name: string }[]) => signatures.map(({ name }) => name);

describe('a verifier key', () => {
  it('is read and written', () => {
    for (const key of [
      peter.key,
      enoch.key,
      vectors.goChecksums.key,
      vectors.arche2025h1.logKey,
      vectors.arche2025h1.witnessKey,
    ]) {
      expect(formatVerifierKey(parseVerifierKey(key))).toBe(key);
    }
    expect(parseVerifierKey(peter.key)).toMatchObject({
      name: 'PeterNeumann',
      id: 0xc74f20a3,
      type: ED25519,
    });
    expect(parseVerifierKey(vectors.arche2025h1.witnessKey).type).toBe(ED25519_COSIGNATURE);
    expect(formatVerifierKey(peterSigner.key)).toBe(peter.key);
  });

  it('is refused with a piece missing, a character changed, or of another type', () => {
    const wrong = [...badKeys];
    for (let start = 0; start <= peter.key.length; start += 1) {
      for (let end = start; end <= peter.key.length; end += 1) {
        if (end - start < peter.key.length) wrong.push(peter.key.slice(start, end));
      }
      const code = peter.key.charCodeAt(start);
      wrong.push(`${peter.key.slice(0, start)}${String.fromCharCode(code + 1)}${peter.key.slice(start + 1)}`);
    }
    const accepted = wrong.filter((key) => {
      try {
        return parseVerifierKey(key) !== undefined;
      } catch (error) {
        if (error instanceof Malformed) return false;
        throw error;
      }
    });
    expect(accepted).toEqual([]);
  });

  it('has a name without spaces and pluses', () => {
    for (const name of ['', 'a b', 'a+b', 'a\u00a0b', 'a\u2028b', 'a\nb', '\ud800']) {
      expect(() => verifierKey(name, ED25519, new Uint8Array(32)), JSON.stringify(name)).toThrow(Malformed);
    }
    expect(verifierKey('канцелярия.example/журнал', ED25519, new Uint8Array(32)).name).toContain('журнал');
  });
});

describe('a signed note', () => {
  it('is signed and written as Go does', () => {
    expect(formatNote({ text, signatures: [peterSigner.sign(text)] })).toBe(`${text}\n${peter.signature}`);
  });

  it('opens with the keys that one trusts, and tells the others apart', () => {
    const note = `${text}\n${peter.signature}${enoch.signature}`;
    const one = openNote(note, [peterVerifier]);
    expect(one).toMatchObject({ ok: true, text });
    if (one.ok)
      expect([signers(one.verified), signers(one.unverified)]).toEqual([['PeterNeumann'], ['EnochRoot']]);
    const both = openNote(note, [enochVerifier, peterVerifier]);
    if (both.ok)
      expect([signers(both.verified), both.unverified]).toEqual([['PeterNeumann', 'EnochRoot'], []]);
    expect(both.ok).toBe(true);
    expect(openNote(note, [])).toEqual({ ok: false, fault: 'unverified' });
  });

  it('opens for the real checksum database of Go, and for the example of the specification', () => {
    const { key, note, size } = vectors.goChecksums;
    expect(openNote(note, [ed25519Verifier(parseVerifierKey(key))]).ok).toBe(true);
    expect(
      openNote(note.replace(String(size), String(size + 1)), [ed25519Verifier(parseVerifierKey(key))]),
    ).toEqual({
      ok: false,
      fault: 'signature',
      name: 'sum.golang.org',
      keyId: 0x033de0ae,
    });
    const example = parseNote(vectors.c2sp.note);
    expect(example.text).toBe(vectors.c2sp.text);
    expect(signers(example.signatures)).toEqual(['quasimodo.example/salvatore']);
    expect(formatNote(example)).toBe(vectors.c2sp.note);
  });

  it('is refused whole when a trusted key did not sign what stands in its name', () => {
    const { signature, ...line } = peterSigner.sign(text);
    const fault = { ok: false, fault: 'signature', name: 'PeterNeumann', keyId: 0xc74f20a3 };
    for (let bit = 0; bit < signature.length * 8; bit += 1) {
      const forged = formatNote({ text, signatures: [{ ...line, signature: flipped(signature, bit) }] });
      expect(openNote(forged + enoch.signature, [enochVerifier, peterVerifier])).toEqual(fault);
    }
    for (const wrong of [signature.subarray(1), new Uint8Array([...signature, 0]), new Uint8Array([0])]) {
      expect(
        openNote(formatNote({ text, signatures: [{ ...line, signature: wrong }] }), [peterVerifier]),
      ).toEqual(fault);
    }
    expect(openNote(`${text}more\n\n${peter.signature}`, [peterVerifier])).toEqual(fault);
  });

  it('does not take a signature under another name, or with another id, for a trusted one', () => {
    const misnamed = peter.signature.replace('PeterNeumann', 'CarmenSandiego');
    const otherId = peter.signature.replace('x08g', 'xxxx');
    for (const signature of [misnamed, otherId]) {
      expect(openNote(`${text}\n${signature}`, [peterVerifier])).toEqual({ ok: false, fault: 'unverified' });
    }
  });

  it('counts a key once', () => {
    const opened = openNote(`${text}\n${peter.signature.repeat(3)}`, [peterVerifier]);
    expect(opened.ok && signers(opened.verified)).toEqual(['PeterNeumann']);
    expect(() => openNote(`${text}\n${peter.signature}`, [peterVerifier, peterVerifier])).toThrow(RangeError);
    expect(openNote(`${text}\n${peter.signature}`, [enochVerifier, enochVerifier, peterVerifier]).ok).toBe(
      true,
    );
  });

  it('may have empty lines in its text, and many signatures', () => {
    const lines = 'one\n\n\nfour\n\n';
    const note = formatNote({ text: lines, signatures: [peterSigner.sign(lines)] });
    expect(openNote(note, [peterVerifier])).toMatchObject({ ok: true, text: lines });
    expect(openNote(`${text}\n${enoch.signature.repeat(99)}${peter.signature}`, [peterVerifier]).ok).toBe(
      true,
    );
  });

  it('is refused when malformed', () => {
    const encoded = peter.signature.slice('— PeterNeumann '.length, -1);
    const malformed: Record<string, string> = {
      nothing: '',
      'no signatures': text,
      'an empty list of signatures': `${text}\n`,
      'no newline at the end': `${text}\n${peter.signature.slice(0, -1)}`,
      'no empty line': `${text}${peter.signature}`,
      'a control character': `\x01${text}\n${peter.signature}`,
      'a carriage return': `${text.replace('\n', '\r\n')}\n${peter.signature}`,
      'a tab': `\t${text}\n${peter.signature}`,
      'half a character': `\ud800${text}\n${peter.signature}`,
      'a space in the name': `${text}\n— Bad Name ${encoded}\n`,
      'a plus in the name': `${text}\n— Bad+Name ${encoded}\n`,
      'no name': `${text}\n—  ${encoded}\n`,
      'a hyphen for a dash': `${text}\n${peter.signature.replace('—', '-')}`,
      'a line that is no signature': `${text}\n${peter.signature}Unexpected line.\n`,
      'no base64': `${text}\n— PeterNeumann 5%/$!\n`,
      'base64 without padding': `${text}\n— PeterNeumann ${encoded.replace('=', '')}\n`,
      'base64 with too much padding': `${text}\n— PeterNeumann ${encoded}=\n`,
      'base64 with a space': `${text}\n— PeterNeumann ${encoded} \n`,
      'bits that base64 does not carry': `${text}\n— PeterNeumann ${encoded.replace('M=', 'N=')}\n`,
      'no more than an id': `${text}\n— PeterNeumann x08gow==\n`,
      'more than a hundred signatures': `${text}\n${peter.signature.repeat(101)}`,
      'more than a million characters': `${'x'.repeat(1_000_000)}\n\n${peter.signature}`,
    };
    for (const [what, note] of Object.entries(malformed)) {
      expect(() => openNote(note, [peterVerifier]), what).toThrow(Malformed);
    }
  });

  it('is not written when it could not be read', () => {
    const signature = peterSigner.sign(text);
    for (const note of [
      { text: 'abc', signatures: [signature] },
      { text, signatures: [] },
      { text: 'tab\t\n', signatures: [signature] },
      { text, signatures: [{ ...signature, name: 'a b' }] },
      { text, signatures: [{ ...signature, name: 'a+b' }] },
      { text, signatures: [{ ...signature, signature: new Uint8Array() }] },
      { text, signatures: [{ ...signature, name: 'x AAAAAAAA\n\n— y' }] },
    ]) {
      expect(() => formatNote(note), JSON.stringify(note)).toThrow(Malformed);
    }
  });

  it('gives back what was written', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'aя —+=-.𝄞\u00a0\u2028\ufeff\u007f') });
    const lines = fc.array(plain, { minLength: 1, maxLength: 5 });
    const signature = fc.record({
      name: plain.filter((name) => /^[^\p{White_Space}+]+$/u.test(name)),
      keyId: fc.integer({ min: 0, max: 0xffffffff }),
      signature: fc.uint8Array({ minLength: 1, maxLength: 80 }),
    });
    fc.assert(
      fc.property(lines, fc.array(signature, { minLength: 1, maxLength: 16 }), (texts, signatures) => {
        const note = { text: `${texts.join('\n')}\n`, signatures };
        expect(parseNote(formatNote(note))).toEqual(note);
      }),
    );
  });
});
