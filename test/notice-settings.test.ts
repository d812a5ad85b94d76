import { describe, expect, it } from 'vitest';
import { InvalidConfig, readConfig } from '../infrastructure/config.ts';
import { GIVE_UP_AFTER_MS, pauseAfter } from '../infrastructure/notices/retries.ts';

describe('settings of notices', () => {
  it('are for no mail, no links, and webhooks to public addresses, when nothing is set', () => {
    expect(readConfig({})).toMatchObject({
      smtp: undefined,
      publicUrl: undefined,
      outward: { privateAddresses: false },
    });
  });

  it('let webhooks go without TLS in development alone', () => {
    const production = { JWT_PUBLIC_KEY: 'key', JWT_ISSUER: 'issuer', JWT_AUDIENCE: 'audience' };
    expect(readConfig(production).outward.withoutTls).toBe(false);
    expect(readConfig({}).outward.withoutTls).toBe(true);
  });

  it.each(['chancery@example.org', 'Канцелярия <chancery@example.org>'])('take mail from %s', (MAIL_FROM) => {
    const { smtp, publicUrl } = readConfig({
      SMTP_URL: 'smtp://user:word@mail.example.org:587',
      MAIL_FROM,
      PUBLIC_URL: 'https://letters.example.org/{letterId}/show',
    });
    expect(smtp).toEqual({ smtpUrl: 'smtp://user:word@mail.example.org:587', from: MAIL_FROM });
    expect(publicUrl).toBe('https://letters.example.org/{letterId}/show');
  });

  it.each([
    { SMTP_URL: 'smtp://mail.example.org' },
    { MAIL_FROM: 'chancery@example.org' },
    { SMTP_URL: 'https://mail.example.org', MAIL_FROM: 'chancery@example.org' },
    { SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'chancery' },
    { SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'A <a@example.org>\r\nBcc: b@example.org' },
    { PUBLIC_URL: 'letters' },
    { WEBHOOK_PRIVATE_ADDRESSES: 'yes' },
  ])('are refused by name: %o', (environment) => {
    expect(() => readConfig(environment)).toThrow(InvalidConfig);
  });
});

describe('what fails is tried again', () => {
  it('ever later, up to an hour, never at the same time as the others, for three days', () => {
    expect([1, 2, 3, 8, 20].map((attempts) => pauseAfter(attempts, 1) / 1_000)).toEqual([
      30, 60, 120, 3_600, 3_600,
    ]);
    expect(pauseAfter(1, 0)).toBe(15_000);
    expect(GIVE_UP_AFTER_MS).toBe(3 * 24 * 3_600_000);
  });
});
