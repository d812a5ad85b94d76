import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position, Recorded, StreamName } from '../event.ts';
import { erasedAs } from '../personal-data/erased-files.ts';
import { isRefusal } from '../refusal.ts';
import { isPublicDomain, isWithin, normalizedAddress } from './address.ts';
import type { MailEvent, MailReceivedData } from './events.ts';
import { decideMail, evolveMail, type Mail, type MailCommand, registrable } from './mail.ts';

const id = '00000000-0000-4000-8000-000000000001';
const letterId = '00000000-0000-4000-8000-000000000002';

const received: MailReceivedData = {
  raw: { sha256: 'a'.repeat(64), name: 'a.eml', size: 1, mediaType: 'message/rfc822' },
  receivedAt: '2026-03-03T09:00:00.000Z',
  sender: { name: 'Пётр', address: 'petr@example.org' },
  subject: 'О сроках',
  text: 'Текст',
  attachments: [],
  dkim: { result: 'none', signatures: [] },
  references: [],
  suggestions: {},
};
const receive: MailCommand = { name: 'receiveMail', received };
const kept: MailCommand = { ...receive, quarantine: { code: 'UNREADABLE' } };
const copy: MailCommand = { name: 'receiveMail', received: { ...received, duplicateOf: letterId } };
const release: MailCommand = { name: 'releaseMail', reason: 'проверено' };
const dismiss: MailCommand = { name: 'dismissMail', reason: 'реклама' };
const register: MailCommand = { name: 'noteMailRegistered', letterId };
const erase: MailCommand = { name: 'noteMailErased' };
const eraseFiles: MailCommand = {
  name: 'noteMailFilesErased',
  erasure: { erasureId: letterId, fileHashes: [received.raw.sha256] },
};

const fold = (mail: Mail | undefined, events: readonly MailEvent[]): Mail | undefined =>
  events.reduce<Mail | undefined>(
    (state, event) =>
      evolveMail(state, {
        ...event,
        id,
        stream: `mail-${id}` as StreamName,
        revision: 0,
        position: '' as Position,
        metadata: { at: received.receivedAt },
      } as Recorded<MailEvent>),
    mail,
  );

/** What comes of the commands, one after the other; refused ones change nothing. */
const become = (...commands: readonly MailCommand[]): Mail | undefined =>
  commands.reduce<Mail | undefined>((mail, command) => {
    const decision = decideMail(mail, command, id);
    return isRefusal(decision) ? mail : fold(mail, decision);
  }, undefined);

const when = (mail: Mail | undefined, command: MailCommand) => {
  const decision = decideMail(mail, command, id);
  return isRefusal(decision) ? decision.refused : decision.map(({ type }) => type);
};

describe('a message', () => {
  it('waits when it was received, and is received once', () => {
    expect(when(undefined, receive)).toEqual(['MailReceived']);
    expect(become(receive)?.status).toBe('waiting');
    expect(when(become(receive), receive)).toEqual([]);
  });

  it('is kept back with a reason, and waits once it is released', () => {
    expect(when(undefined, kept)).toEqual(['MailReceived', 'MailQuarantined']);
    expect(become(kept)).toMatchObject({ status: 'quarantined', quarantine: { code: 'UNREADABLE' } });
    expect(registrable(become(kept), id)?.refused).toBe('MAIL_NOT_WAITING');
    expect(become(kept, release)?.status).toBe('waiting');
    expect(registrable(become(kept, release), id)).toBeUndefined();
  });

  it('that is a copy does not wait, unless somebody says that it is none', () => {
    expect(become(copy)?.status).toBe('duplicate');
    expect(become(copy, release)?.status).toBe('waiting');
  });

  it('is dismissed with a reason, and can come back', () => {
    expect(become(receive, dismiss)).toMatchObject({ status: 'dismissed', reason: 'реклама' });
    expect(when(become(receive, dismiss), dismiss)).toBe('MAIL_NOT_WAITING');
    expect(become(receive, dismiss, release)?.status).toBe('waiting');
  });

  it('that became a letter is that letter for good, whatever was decided meanwhile', () => {
    expect(become(receive, dismiss, register)).toMatchObject({ status: 'registered', letterId });
    for (const command of [release, dismiss]) {
      expect(when(become(receive, register), command)).toBe('MAIL_NOT_WAITING');
    }
    expect(when(become(receive, register), register)).toEqual([]);
  });

  it('that was erased says no more of its sender, and is neither released nor registered', () => {
    const erased = become(receive, erase);
    expect(JSON.stringify(erased)).not.toMatch(/Пётр|petr|О сроках|Текст/);
    expect(erased?.received.raw).toEqual(received.raw);
    expect(registrable(erased, id)?.refused).toBe('PERSONAL_DATA_ERASED');
    expect(when(become(kept, erase), release)).toBe('PERSONAL_DATA_ERASED');
    expect(when(erased, erase)).toEqual([]);
  });

  it('says which of its files were erased, and by which order', () => {
    expect(when(become(receive, register), eraseFiles)).toEqual(['MailFilesErased']);
    const erased = become(receive, eraseFiles);
    expect(erased && erasedAs(erased, received.raw.sha256)).toMatchObject({ erasureId: letterId });
    expect(erased && erasedAs(erased, 'b'.repeat(64))).toBeUndefined();
    // A file alone was erased: it is a message still.
    expect(registrable(erased, id)).toBeUndefined();
  });

  it('that there is none is not found', () => {
    for (const command of [release, dismiss, register, erase, eraseFiles]) {
      expect(when(undefined, command)).toBe('NOT_FOUND');
    }
    expect(registrable(undefined, id)?.refused).toBe('NOT_FOUND');
  });

  it('has one status after any commands, and is registered at most once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(receive, kept, copy, release, dismiss, register, erase, eraseFiles), {
          maxLength: 12,
        }),
        (commands) => {
          const events: MailEvent[] = [];
          let mail: Mail | undefined;
          for (const command of commands) {
            const decision = decideMail(mail, command, id);
            if (isRefusal(decision)) continue;
            events.push(...decision);
            mail = fold(mail, decision);
          }
          const of = (type: MailEvent['type']) => events.filter((event) => event.type === type).length;
          expect(of('MailReceived')).toBeLessThanOrEqual(1);
          expect(of('MailRegistered')).toBeLessThanOrEqual(1);
          if (of('MailRegistered') > 0) expect(mail?.status).toBe('registered');
          if (of('MailErased') > 0) expect(mail?.received.text).not.toBe('Текст');
        },
      ),
    );
  });
});

describe('an address', () => {
  it('is compared without case and spaces', () => {
    expect(normalizedAddress(' Office@Example.ORG ')).toBe('office@example.org');
    for (const text of ['', 'office', 'a b@example.org', '<a@b.c>', `${'a'.repeat(320)}@b.c`]) {
      expect(normalizedAddress(text)).toBeUndefined();
    }
  });

  it('of a public provider tells nothing of whose it is', () => {
    expect(isPublicDomain('mail.ru')).toBe(true);
    expect(isPublicDomain('giprotrans.example')).toBe(false);
    expect(isWithin('mail.example.org', 'example.org')).toBe(true);
    expect(isWithin('badexample.org', 'example.org')).toBe(false);
  });
});
