import type { CheckpointSigner } from '../../../application/ports/checkpoint-signer.ts';
import { sameBytes } from '../../../domain/ledger/bytes.ts';
import { ED25519, parseVerifierKey, verifierKey } from '../../../domain/ledger/verifier-key.ts';
import { KeyFile } from './key-file.ts';
import { keySigner, parseSigningKey } from './key-signer.ts';
import { openRemoteSigner } from './remote-signer.ts';

/** Where the key is that signs. */
export type SignerConfig =
  /** In the data folder; made where there is none. */
  | { readonly kind: 'file' }
  /** In the environment: PEM, or a seed in base64. */
  | { readonly kind: 'secret'; readonly key: string }
  | { readonly kind: 'remote'; readonly url: string; readonly token?: string };

/** Gives the signer whose key is in force, as it is at the moment: a key may be rotated by another process. */
export class SignerSource {
  readonly #config: SignerConfig;
  readonly keyFile: KeyFile;
  #signer: CheckpointSigner | undefined;

  constructor(config: SignerConfig, dataFolder: string) {
    this.#config = config;
    this.keyFile = new KeyFile(dataFolder);
  }

  get isFile(): boolean {
    return this.#config.kind === 'file';
  }

  /** A signer for the first key of a ledger; in a file, one is made if need be. */
  async first(): Promise<CheckpointSigner> {
    if (this.#config.kind !== 'file') return this.#open();
    return keySigner(await this.keyFile.readOrMake());
  }

  /** The signer of that key, `undefined` when it is not to be had here. @throws Error when a remote one is away. */
  async of(inForce: string): Promise<CheckpointSigner | undefined> {
    const { publicKey } = parseVerifierKey(inForce);
    const is = (signer: CheckpointSigner): boolean => sameBytes(signer.publicKey, publicKey);
    if (this.#signer && is(this.#signer)) return this.#signer;
    const signer = await (this.#config.kind === 'file' ? this.#fromFile(is) : this.#open());
    this.#signer = signer && is(signer) ? signer : undefined;
    return this.#signer;
  }

  async #open(): Promise<CheckpointSigner> {
    const config = this.#config;
    if (config.kind === 'remote') return openRemoteSigner(config.url, config.token);
    if (config.kind === 'secret') return keySigner(parseSigningKey(config.key));
    throw new Error('A key in a file is opened from there');
  }

  async #fromFile(is: (signer: CheckpointSigner) => boolean): Promise<CheckpointSigner | undefined> {
    const key = await this.keyFile.read();
    if (key && is(keySigner(key))) return keySigner(key);
    // A rotation that was recorded and not finished: the log knows the next key already.
    const next = await this.keyFile.readNext();
    if (!next || !is(keySigner(next))) return undefined;
    await this.keyFile.useNext();
    return keySigner(next);
  }
}

/** The signer's key in the spelling of signed notes. */
export const verifierKeyOf = (origin: string, { publicKey }: CheckpointSigner) =>
  verifierKey(origin, ED25519, publicKey);
