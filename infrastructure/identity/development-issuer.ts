import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

const LIFETIME_S = 12 * 60 * 60;

/** Issues tokens to whoever asks, by a key of its own: for a machine on which everybody is trusted. */
export interface DevelopmentIssuer {
  readonly publicKey: CryptoKey;
  issue(login: string, lifetimeSeconds?: number): Promise<{ token: string; expiresAt: string }>;
}

const asKey = async (jwk: JWK): Promise<CryptoKey> => {
  const key = await importJWK(jwk, 'EdDSA');
  if (key instanceof Uint8Array) throw new Error('The development key is not a key pair');
  return key;
};

/** The issuer whose key is kept in the folder, so that tokens outlive a restart. */
export const openDevelopmentIssuer = async (
  folder: string,
  { issuer, audience }: { readonly issuer: string; readonly audience: string },
): Promise<DevelopmentIssuer> => {
  const file = join(folder, 'development-key.json');
  const stored = await readFile(file, 'utf8').catch(() => undefined);
  let jwk: JWK;
  if (stored) {
    jwk = JSON.parse(stored) as JWK;
  } else {
    const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    jwk = await exportJWK(privateKey);
    await mkdir(folder, { recursive: true });
    await writeFile(file, JSON.stringify(jwk), { mode: 0o600 });
  }
  const { d: _, ...publicJwk } = jwk;
  const [privateKey, publicKey] = await Promise.all([asKey(jwk), asKey(publicJwk)]);
  return {
    publicKey,
    async issue(login, lifetimeSeconds = LIFETIME_S) {
      const expires = Math.floor(Date.now() / 1_000) + lifetimeSeconds;
      const token = await new SignJWT()
        .setProtectedHeader({ alg: 'EdDSA' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(login)
        .setIssuedAt()
        .setExpirationTime(expires)
        .sign(privateKey);
      return { token, expiresAt: new Date(expires * 1_000).toISOString() };
    },
  };
};
