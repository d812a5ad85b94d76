import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageParser } from '../../infrastructure/mail/message-parser.ts';
import {
  MOST_PARTS,
  type ParsedMessage,
  parseMessage,
  type Unparsed,
} from '../../infrastructure/mail/parse-message.ts';
import { message } from './messages.ts';
import { packed } from './winmail.ts';

const parsed = (outcome: ParsedMessage | Unparsed): ParsedMessage => {
  if ('code' in outcome) throw new Error(`${outcome.code}: ${outcome.detail}`);
  return outcome;
};

const hostile = new URL('../../../shared/data/mail/hostile/', import.meta.url);
const samples = existsSync(hostile)
  ? readdirSync(hostile).map((name) => readFileSync(new URL(name, hostile)))
  : [];

describe('reading a message', () => {
  it('tells what it says', async () => {
    const bytes = message({
      subject: 'О сроках',
      messageId: '<1@giprotrans.example>',
      inReplyTo: '<2@severny-most.example>',
      headers: [
        'References: <3@severny-most.example> <2@severny-most.example>',
        'Authentication-Results: mx.severny-most.example; dkim=pass',
      ],
      text: 'На Ваш исх. № 5 от 01.03.2026',
      attachments: [{ name: 'Ответ.pdf', type: 'application/pdf', content: '%PDF-1.7' }],
    });
    expect(parsed(await parseMessage(bytes))).toMatchObject({
      messageId: '<1@giprotrans.example>',
      sentAt: '2026-03-03T09:14:11.000Z',
      senders: [{ name: 'Канцелярия', address: 'office@giprotrans.example' }],
      subject: 'О сроках',
      text: 'На Ваш исх. № 5 от 01.03.2026',
      references: ['<2@severny-most.example>', '<3@severny-most.example>'],
      authenticationResults: 'mx.severny-most.example; dkim=pass',
      attachments: [{ name: 'Ответ.pdf', declaredType: 'application/pdf' }],
      nothingRead: false,
    });
  });

  it.each([
    ['Auto-Submitted: auto-replied', true],
    ['Auto-Submitted: auto-generated (vacation)', true],
    ['Auto-Submitted: no', false],
    ['Precedence: bulk', true],
    ['Precedence: first-class', false],
    ['List-Id: <news.example.org>', true],
    ['X-Autoreply: yes', true],
    ['X-Autorespond: away', true],
    ['Return-Path: <>', true],
    ['Return-Path: <office@giprotrans.example>', false],
    ['X-Mailer: auto', false],
  ])('%s: a machine sent it: %s', async (header, isAutomatic) => {
    const { automatic } = parsed(await parseMessage(message({ headers: [header] })));
    expect(automatic !== undefined).toBe(isAutomatic);
  });

  it('takes reports on delivery and on reading for automatic', async () => {
    for (const report of ['delivery-status', 'disposition-notification']) {
      const bytes = Buffer.from(
        `From: a@example.org\r\nContent-Type: multipart/report; report-type=${report}; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n`,
      );
      expect(parsed(await parseMessage(bytes)).automatic).toContain(report);
    }
  });

  it('opens a winmail.dat, text and attachments', async () => {
    const content = packed({
      text: 'Текст из Outlook',
      files: [{ name: 'Смета.pdf', mediaType: 'application/pdf', content: Buffer.from('%PDF-1.7') }],
    });
    const bytes = message({
      text: '',
      attachments: [{ name: 'winmail.dat', type: 'application/ms-tnef', content }],
    });
    const { text, attachments } = parsed(await parseMessage(bytes));
    expect(text).toBe('Текст из Outlook');
    expect(attachments.map(({ name, within }) => [name, within])).toEqual([
      ['winmail.dat', undefined],
      ['Смета.pdf', 'winmail.dat'],
    ]);
  });

  it('gives names without paths and control characters, of a length that can be stored', async () => {
    const attachments = ['../../etc/passwd', 'C:\\temp\\x.pdf', 'a\u202egpj.exe', `${'д'.repeat(400)}.pdf`];
    const bytes = message({ attachments: attachments.map((name) => ({ name, content: 'x' })) });
    const names = parsed(await parseMessage(bytes)).attachments.map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['passwd', 'x.pdf', 'agpj.exe']);
    expect(names[3]).toHaveLength(255);
    expect(names[3]).toMatch(/\.pdf$/);
  });

  it('does not read one of too many parts, of too many attachments, or with headers without end', async () => {
    const many = (parts: number, body: string): Buffer =>
      Buffer.from(
        `From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${`--b\r\n${body}\r\n`.repeat(parts)}--b--\r\n`,
      );
    expect(await parseMessage(many(MOST_PARTS + 1, '\r\nx'))).toMatchObject({ code: 'TOO_MANY_PARTS' });
    const attached = 'Content-Disposition: attachment\r\nContent-Type: application/pdf\r\n\r\nx';
    expect(await parseMessage(many(101, attached))).toMatchObject({ code: 'TOO_MANY_PARTS' });
    const deep = Array.from(
      { length: MOST_PARTS + 1 },
      (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
    );
    expect(await parseMessage(Buffer.from(deep.join('')))).toMatchObject({ code: 'TOO_MANY_PARTS' });
    const head = `From: a@example.org\r\n${'X-Long: '.padEnd(1_100_000, 'x')}\r\n\r\nx`;
    expect(await parseMessage(Buffer.from(head))).toMatchObject({ code: 'TOO_MANY_PARTS' });
  });

  it('answers for any bytes that a message may be spoilt to', async () => {
    const seeds = [
      message({ attachments: [{ name: 'winmail.dat', content: packed({ text: 'x' }) }] }),
      message({
        headers: ['References: <a@b> <c@d>', 'DKIM-Signature: v=1; a=rsa-sha256; d=x.example; s=s'],
      }),
      ...samples.filter(({ length }) => length < 20_000),
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (seed, changes, end) => {
          const bytes = Buffer.from(seed);
          for (const [at, value] of changes) bytes[Math.floor(at * (bytes.length - 1))] = value;
          const outcome = await parseMessage(bytes.subarray(0, Math.ceil(end * bytes.length)));
          const told = JSON.stringify({ ...outcome, attachments: [] });
          // As PostgreSQL and the log take it.
          expect(told).not.toContain('\\u0000');
          expect(told.isWellFormed()).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);
});

describe('the thread that reads', () => {
  it('answers as the reading itself', async () => {
    const parser = new MessageParser();
    const bytes = message({ subject: 'Тема' });
    expect(await parser.parse(bytes)).toEqual(await parseMessage(bytes));
    await parser.close();
  });

  it('is ended when a message takes too long, and the next one is read', async () => {
    const parser = new MessageParser(1);
    expect(await parser.parse(message())).toMatchObject({ code: 'TOO_SLOW' });
    await parser.close();
    const patient = new MessageParser();
    expect(await patient.parse(message())).toHaveProperty('senders');
    await patient.close();
  });

  it('answers what is waiting when it is closed', async () => {
    const parser = new MessageParser();
    const waiting = parser.parse(message());
    await parser.close();
    expect(await waiting).toMatchObject({ code: 'UNREADABLE' });
  });
});
