import type { CheckpointSigner } from '../../application/ports/checkpoint-signer.ts';
import { utf8 } from '../../domain/ledger/bytes.ts';
import { type Checkpoint, formatCheckpoint } from '../../domain/ledger/checkpoint.ts';
import { ed25519Verifier, formatNote } from '../../domain/ledger/signed-note.ts';
import { verifierKeyOf } from './signers/signer-source.ts';

/** The checkpoint as a note with one signature. @throws Error when the signer did not sign with its key. */
export const signCheckpoint = async (checkpoint: Checkpoint, signer: CheckpointSigner): Promise<string> => {
  const text = formatCheckpoint(checkpoint);
  const key = verifierKeyOf(checkpoint.origin, signer);
  const signature = await signer.sign(utf8(text));
  if (!ed25519Verifier(key).verify(text, signature)) {
    throw new Error('The signer’s signature is not by its key');
  }
  return formatNote({ text, signatures: [{ name: key.name, keyId: key.id, signature }] });
};
