/**
 * Signs checkpoints of the ledger: a key in a file, in the environment, or behind another machine's door. Its
 * name in signatures is the ledger's origin, which the log has.
 */
export interface CheckpointSigner {
  /** Ed25519 (RFC 8032), 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes. MUST be by `publicKey`. @throws Error when the signer cannot be reached or will not sign. */
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}
