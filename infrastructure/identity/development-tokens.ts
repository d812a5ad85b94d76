/** How tokens are checked that the server issues itself, where nothing else is set (`Config.tokens`). */
export const developmentTokens = {
  source: { kind: 'development' },
  issuer: 'chancery-development',
  audience: 'chancery',
  algorithms: ['EdDSA'],
} as const;
