import { createHash } from 'node:crypto';
import { v4, v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { createdId, datedId, derivedId } from './derived-id.ts';

describe('the id of what a command creates', () => {
  it('is always the same for the same command, and another for another', () => {
    const commandId = v7();
    expect(createdId(commandId, 'letter')).toBe(createdId(commandId, 'letter'));
    const ids = Array.from({ length: 1_000 }, () => createdId(v7(), 'letter'));
    expect(new Set(ids).size).toBe(1_000);
    expect(createdId(commandId, 'reply', 'a')).not.toBe(createdId(commandId, 'reply', 'b'));
  });

  it('has the time of a command id of version 7, and is of that version', () => {
    const commandId = v7({ msecs: Date.parse('2026-11-29T12:00:00Z') });
    const id = createdId(commandId, 'letter');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toBe(Date.parse('2026-11-29T12:00:00Z'));
    expect(id).not.toBe(commandId);
  });

  it('has the time of a command whose own id was derived with one', () => {
    const commandId = datedId('2026-03-03T09:00:00.000Z', 'registerMail', 'a message');
    expect(commandId).toBe(datedId('2026-03-03T09:00:00.000Z', 'registerMail', 'a message'));
    const id = createdId(commandId, 'letter');
    expect(id.slice(0, 15)).toBe(commandId.slice(0, 15));
    expect(id < createdId(datedId('2026-03-03T09:00:00.001Z', 'registerMail', 'a message'), 'letter')).toBe(
      true,
    );
  });

  it('is, of a command id of another version, what it has always been', () => {
    const commandId = v4();
    expect(createdId(commandId, 'letter')).toBe(derivedId('letter', commandId));
    // RFC 9562 §5.5, by hand: the namespace and the name, hashed by SHA-1.
    const namespace = Buffer.from('6b2f1f4e6a3c5d0e9a552f4c5d7e8b11', 'hex');
    const hash = createHash('sha1').update(namespace).update(`letter\n${commandId}`).digest('hex');
    expect(createdId(commandId, 'letter').replaceAll('-', '').slice(0, 12)).toBe(hash.slice(0, 12));
  });
});
