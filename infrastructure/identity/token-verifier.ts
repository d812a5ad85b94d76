import { createRemoteJWKSet, errors, importSPKI, type JWTVerifyGetKey, jwtVerify } from 'jose';
import type { Config } from '../config.ts';
import type { DevelopmentIssuer } from './development-issuer.ts';

/** What a valid token says. */
export interface TokenClaims {
  /** The subject: how the organisation knows the person. */
  readonly login: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

export interface TokenVerifier {
  /** What the token says, if it is signed by a key that is trusted, meant for Chancery, and in force; else `undefined`. */
  verify(token: string): Promise<TokenClaims | undefined>;
}

type Key = JWTVerifyGetKey | CryptoKey;

const keyOf = async (tokens: Config['tokens'], issuer: DevelopmentIssuer | undefined): Promise<Key> => {
  switch (tokens.source.kind) {
    case 'jwks':
      return createRemoteJWKSet(tokens.source.url);
    case 'publicKey':
      return importSPKI(tokens.source.pem, tokens.algorithms[0] ?? 'RS256');
    case 'development':
      if (!issuer) throw new Error('Development tokens need their issuer');
      return issuer.publicKey;
    default:
      return tokens.source satisfies never;
  }
};

/** A token that was found good is not checked anew for so long, unless it expires before: as long as a withdrawn key is trusted. */
const REMEMBERED_MS = 60_000;
const REMEMBERED = 10_000;

/** Checks signature, algorithm, issuer, audience and times of a token (RFC 7519, RFC 8725). */
export const createTokenVerifier = async (
  tokens: Config['tokens'],
  issuer?: DevelopmentIssuer,
): Promise<TokenVerifier> => {
  const key = await keyOf(tokens, issuer);
  const options = {
    issuer: tokens.issuer,
    audience: tokens.audience,
    algorithms: [...tokens.algorithms],
    requiredClaims: ['sub', 'exp'],
    clockTolerance: 5,
  };
  const recent = new Map<string, { readonly claims: TokenClaims; readonly until: number }>();
  const remember = (token: string, claims: TokenClaims): TokenClaims => {
    const until = Math.min(claims.expiresAt, Date.now() + REMEMBERED_MS);
    recent.set(token, { claims, until });
    for (const oldest of recent.keys()) {
      if (recent.size <= REMEMBERED) break;
      recent.delete(oldest);
    }
    return claims;
  };
  return {
    async verify(token) {
      const known = recent.get(token);
      if (known && Date.now() < known.until) return known.claims;
      recent.delete(token);
      try {
        const { payload } =
          typeof key === 'function'
            ? await jwtVerify(token, key, options)
            : await jwtVerify(token, key, options);
        return payload.sub && payload.exp
          ? remember(token, { login: payload.sub, expiresAt: payload.exp * 1_000 })
          : undefined;
      } catch (error) {
        // Whatever is wrong with a token is the caller's affair; that the keys cannot be fetched is not.
        if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return undefined;
        throw error;
      }
    },
  };
};
