import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../infrastructure/config.ts';

const text = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

interface Service {
  readonly image?: string;
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly required?: boolean }>>;
  readonly command?: readonly string[];
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

const source = text('docker-compose.yml');
const { services, volumes } = parse(source, { merge: true }) as ComposeFile;
const nodes = Object.entries(services).filter(([, { environment }]) => environment?.EVENTSTORE_CLUSTER_SIZE);

/** What Docker Compose makes of `${NAME}`, `${NAME:-default}` and `${NAME:?sentence}`. */
const interpolated = (value: string, env: Readonly<Record<string, string>>): string =>
  value.replace(/\$\{(\w+)(?:(:-|:\?)([^}]*))?\}/g, (_, name: string, operator?: string, word = '') => {
    if (env[name]) return env[name];
    if (operator === ':?') throw new Error(`${name}: ${word}`);
    return operator === ':-' ? word : '';
  });

/** The variables that .env.example sets, and those that it only proposes where `proposed` picks them. */
const example = (proposed: RegExp = /(?!)/): Record<string, string> => {
  const env: Record<string, string> = {};
  for (const line of text('.env.example').split('\n')) {
    const [, commented, name, value] = /^(# )?([A-Z_]+)=(.*)$/.exec(line) ?? [];
    if (name && (!commented || proposed.test(line))) env[name] = value ?? '';
  }
  return env;
};

const passwords = { POSTGRES_PASSWORD: 'p1', EVENTSTORE_PASSWORD: 'p2', EVENTSTORE_OPS_PASSWORD: 'p3' };

const environmentOf = (name: string, env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(services[name]?.environment ?? {}).map(([key, value]) => [key, interpolated(value, env)]),
  );

describe('docker-compose.yml', () => {
  it.each(Object.keys(passwords))('has no default for %s', (name) => {
    const uses = [...source.matchAll(new RegExp(`\\$\\{${name}([^}]*)\\}`, 'g'))].map(([, rest]) => rest);
    expect(uses.length).toBeGreaterThan(0);
    for (const rest of uses) expect(rest).toMatch(/^:\?set /);
    expect(example()[name]).toBe('');
  });

  it('publishes the server alone, and on the loopback address alone', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port] as const),
    );
    expect(published.map(([name]) => name)).toEqual(['chancery']);
    for (const [, port] of published) expect(port).toMatch(/^127\.0\.0\.1:/);
  });

  it('names only services and volumes that there are', () => {
    for (const { depends_on = {}, volumes: mounts = [] } of Object.values(services)) {
      for (const name of Object.keys(depends_on)) expect(services).toHaveProperty(name);
      for (const mount of mounts) expect(volumes).toHaveProperty([mount.split(':')[0] ?? '']);
    }
    const used = Object.values(services).flatMap(({ volumes: mounts = [] }) => mounts);
    expect(new Set(used.map((mount) => mount.split(':')[0]))).toEqual(new Set(Object.keys(volumes)));
  });

  it('has one EventStoreDB node in its profile and three in the other, which know one another', () => {
    const inProfile = (profile: string) => nodes.filter(([, { profiles }]) => profiles?.includes(profile));
    expect(inProfile('single').map(([name]) => name)).toEqual(['eventstore']);
    const cluster = inProfile('cluster');
    expect(cluster).toHaveLength(3);
    const names = cluster.map(([name]) => name);
    for (const [name, { environment = {}, volumes: mounts = [] }] of cluster) {
      expect(environment.EVENTSTORE_CLUSTER_SIZE).toBe('3');
      expect(environment.EVENTSTORE_GOSSIP_SEED).toBe(
        names
          .filter((other) => other !== name)
          .map((other) => `${other}:2113`)
          .join(','),
      );
      expect(environment.EVENTSTORE_NODE_HOST_ADVERTISE_AS).toBe(name);
      expect(environment.EVENTSTORE_REPLICATION_HOST_ADVERTISE_AS).toBe(name);
      expect(mounts).toContain(`${name}:/var/lib/eventstore`);
    }
    // Nodes that share a volume would share a database or a key.
    const mounts = nodes.flatMap(([, { volumes: own = [] }]) => own);
    expect(new Set(mounts).size).toBe(mounts.length);
  });

  it('makes a certificate for each node, under the name by which it is called, and never runs insecurely', () => {
    const [, listed = ''] = /for name in ([^;]*);/.exec(services.certificates?.command?.[0] ?? '') ?? [];
    expect(listed.split(' ')).toEqual(nodes.map(([name]) => name));
    expect(source).not.toMatch(/INSECURE|tls=false/i);
    const authority = services.certificates?.volumes?.find((mount) => mount.endsWith(':/authority'));
    const holders = Object.entries(services).filter(([, { volumes: mounts = [] }]) =>
      mounts.some((mount) => mount.split(':')[0] === authority?.split(':')[0]),
    );
    expect(holders.map(([name]) => name)).toEqual(['certificates']);
  });

  it.each([
    ['single', /(?!)/, 'eventstore:2113'],
    ['cluster', /cluster|eventstore1/, 'eventstore1:2113,eventstore2:2113,eventstore3:2113'],
  ])(
    'gives the server settings that it accepts, with the %s profile of .env.example',
    (profile, proposed, hosts) => {
      const env: Record<string, string> = { ...example(proposed), ...passwords };
      expect(env.COMPOSE_PROFILES).toBe(profile);
      const environment = environmentOf('chancery', env);
      expect(environment.EVENTSTORE_URL).toBe(`esdb://admin:p2@${hosts}?tlsCAFile=/certificates/ca.crt`);
      const mounted = services.chancery?.volumes?.map((mount) => mount.split(':')[1]);
      expect(mounted).toContain('/certificates');
      // The certificate is there in the container, not here.
      const EVENTSTORE_URL = environment.EVENTSTORE_URL?.replace(/\?.*/, '') ?? '';
      const settings = { ...environment, EVENTSTORE_URL, HOST: '0.0.0.0' };
      expect(() => readConfig(settings)).toThrow('Nobody says who may sign in');
      const tokens = { JWT_JWKS_URL: 'https://idp/jwks', JWT_ISSUER: 'idp', JWT_AUDIENCE: 'chancery' };
      const config = readConfig({ ...settings, ...tokens });
      expect(config).toMatchObject({
        databaseUrl: 'postgres://chancery:p1@postgres/chancery',
        development: false,
      });
    },
  );

  it('refuses to start without a .env, and says what is missing', () => {
    expect(() => environmentOf('chancery', {})).toThrow(/^POSTGRES_PASSWORD: set POSTGRES_PASSWORD in \.env/);
    expect(() => environmentOf('eventstore', {})).toThrow(/^EVENTSTORE_PASSWORD: set/);
    expect(() => environmentOf('chancery', passwords)).toThrow(/^EVENTSTORE_HOSTS: set COMPOSE_PROFILES/);
  });
});

describe('Dockerfile', () => {
  const lines = text('Dockerfile').split('\n');
  const allowed = text('.dockerignore')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1));

  it('copies what is there and what .dockerignore lets through, and nothing else', () => {
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from'))
      .flatMap((line) => line.split(' ').slice(1, -1));
    for (const path of copied) expect(existsSync(new URL(`../${path}`, import.meta.url)), path).toBe(true);
    expect(new Set(copied)).toEqual(new Set(allowed));
  });

  it('runs as a user without rights, with production dependencies, and says how it fares', () => {
    const from = lines.findLastIndex((line) => line.startsWith('FROM '));
    const user = lines.indexOf('USER node');
    const start = lines.findIndex((line) => line.startsWith('ENTRYPOINT '));
    expect(from).toBeLessThan(user);
    expect(user).toBeLessThan(start);
    expect(text('Dockerfile')).toContain('npm ci --omit=dev');
    const [, health = '[]'] = /^HEALTHCHECK .*\\\n +CMD (\[.*\])$/m.exec(text('Dockerfile')) ?? [];
    expect((JSON.parse(health) as string[])[2]).toContain('/health');
  });
});
