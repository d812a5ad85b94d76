import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Rounds } from './rounds.ts';

describe('rounds', () => {
  let done = 0;
  let rounds: Rounds;
  beforeEach(() => {
    vi.useFakeTimers();
    done = 0;
    const work = async () => {
      done += 1;
    };
    rounds = new Rounds('Letters', work, pino({ level: 'silent' }));
    rounds.start();
  });
  afterEach(async () => {
    await rounds.stop();
    vi.useRealTimers();
  });

  it('take news that comes at once together', async () => {
    await vi.advanceTimersByTimeAsync(1);
    for (let news = 0; news < 10; news += 1) rounds.wake();
    await vi.advanceTimersByTimeAsync(100);
    expect(done).toBe(2);
  });

  it('are not put off by news that never stops', async () => {
    for (let passed = 0; passed < 2_000; passed += 10) {
      rounds.wake();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(done).toBeGreaterThan(20);
  });

  it('come by the clock without news', async () => {
    await vi.advanceTimersByTimeAsync(11_000);
    expect(done).toBe(3);
  });
});
