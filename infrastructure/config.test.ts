import { describe, expect, it } from 'vitest';
import { InvalidConfig, readConfig } from './config.ts';

describe('the settings of where mail comes from', () => {
  const mail = (env: Record<string, string>) => readConfig({ DEVELOPMENT: 'true', ...env }).mail;

  it('are none where none are set, or set to nothing', () => {
    expect(mail({})).toEqual({ pollSeconds: 30 });
    expect(mail({ IMAP_URL: '', MAIL_FOLDER: '', IMAP_MOVE_TO: '' })).toEqual({ pollSeconds: 30 });
  });

  it('name a mailbox, with the password as it was encoded', () => {
    const url = 'imaps://office%40example.org:p%40ss%2Fword@imap.example.org/Archive%2F2026';
    expect(mail({ IMAP_URL: url, IMAP_MOVE_TO: 'Done' }).mailbox).toEqual({
      host: 'imap.example.org',
      port: 993,
      secure: true,
      user: 'office@example.org',
      password: 'p@ss/word',
      mailbox: 'Archive/2026',
      moveTo: 'Done',
    });
    expect(mail({ IMAP_URL: 'imap://a:b@localhost:1143' }).mailbox).toMatchObject({
      port: 1143,
      secure: false,
      mailbox: 'INBOX',
    });
  });

  it.each(['https://a:b@x.example', 'imaps://x.example/INBOX', 'imaps://user@x.example', 'secret'])(
    'are refused where they cannot be used, and not repeated: %s',
    (url) => {
      expect(() => mail({ IMAP_URL: url })).toThrow(InvalidConfig);
      expect(() => mail({ IMAP_URL: url })).not.toThrow(url);
    },
  );
});
