import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '../../application/event-codec.ts';
import { exportFormats } from '../../application/export/export-content.ts';
import type { EventStore, StoredEvent } from '../../application/ports/event-store.ts';
import type { Position } from '../../domain/event.ts';
import { exportLog } from '../../infrastructure/export/export-log.ts';

/** A process of its own: exports a made-up log of so many letters in every format, and says what that took. */

const letters = Number(process.argv[2]);
const lives = await Promise.all(
  ['Registered', 'ExecutorAssigned', 'ReplyWaived'].map(
    async (type) =>
      JSON.parse(await readFile(new URL(`../events/samples/${type}.v1.json`, import.meta.url), 'utf8')) as {
        readonly type: string;
        readonly data: object;
        readonly metadata: object;
      },
  ),
);
const samples = lives.map(({ type, data, metadata }) => ({
  type,
  data: canonicalJson(data),
  metadata: canonicalJson(metadata),
}));

const uuid = (kind: number, number: number): string =>
  `${String(kind).padStart(8, '0')}-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** The events of the letters, a hundred letters' lives in among each other. */
const at = (index: number): StoredEvent => {
  const block = Math.floor(index / 300);
  const revision = Math.floor((index % 300) / 100);
  const letter = block * 100 + (index % 100);
  const sample = samples[revision] as (typeof samples)[number];
  return {
    ...sample,
    id: uuid(7, index),
    stream: `letter-${uuid(1, letter)}`,
    revision,
    position: String(index + 1).padStart(20, '0') as Position,
  };
};

const total = letters * samples.length;
const store = {
  head: async () => at(total - 1).position,
  readAll: async (after: Position, limit: number) => {
    const first = Number(after || '0');
    return Array.from({ length: Math.min(limit, total - first) }, (_, index) => at(first + index));
  },
  read: async () => {
    throw new Error('Letters under way are remembered');
  },
} as unknown as EventStore;

const folder = await mkdtemp(join(tmpdir(), 'chancery-large-'));
const files: object[] = [];
try {
  for (const format of exportFormats) {
    const { events, bytes } = await exportLog(
      { eventStore: store, threadsAfter: async () => [], record: async () => undefined },
      { format, content: 'whole', of: 'letter' },
      join(folder, format),
    );
    files.push({ format, events, bytes });
  }
} finally {
  await rm(folder, { recursive: true });
}
// Linux tells kibibytes (getrusage(2)).
process.stdout.write(JSON.stringify({ maxRss: process.resourceUsage().maxRSS * 1_024, files }));
