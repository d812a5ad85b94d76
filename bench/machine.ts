import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, cpus, platform, release, totalmem } from 'node:os';

/** What it was measured on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
}

export const machine = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()} ${arch()}`,
});

const installed = (folder: URL, name: string): string => {
  const file = new URL(`node_modules/${name}/package.json`, folder);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};

const peers = [
  '@event-driven-io/emmett-postgresql',
  '@castore/event-storage-adapter-postgres',
  '@eventide/message-db',
  'pg',
  'fastify',
  'postgraphile',
  '@apollo/server',
  'graphql-yoga',
];

/** Versions of everybody who takes part. */
export const versions = (postgres: string): Readonly<Record<string, string>> => ({
  node: process.version,
  postgresql: postgres,
  ...Object.fromEntries(peers.map((name) => [name, installed(new URL('./', import.meta.url), name)])),
});

/** The commit that was measured, with a plus where the tree differed from it; empty outside a repository. */
export const commit = (): string => {
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd: new URL('../', import.meta.url), stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short=10', 'HEAD')}${changed ? '+' : ''}`;
  } catch {
    return '';
  }
};
