import { existsSync } from 'node:fs';

/** Where a store is and how it is reached. Durations in milliseconds, but for the gossip's, which is in seconds. */
export interface StoreAddress {
  /** The one host is a DNS name of a whole cluster. */
  readonly discover: boolean;
  readonly hosts: readonly { readonly address: string; readonly port: number }[];
  readonly tls: boolean;
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
  readonly tlsCaFile: string | undefined;
  readonly userCertFile: string | undefined;
  readonly userKeyFile: string | undefined;
  /** As which the server's own logs name us. */
  readonly connectionName: string;
  readonly defaultDeadline: number;
  readonly keepAliveInterval: number;
  readonly keepAliveTimeout: number;
  readonly discoveryInterval: number;
  readonly maxDiscoverAttempts: number;
  readonly gossipTimeout: number;
}

/** What is wrong with a connection string, without repeating any of it: it may hold a password. */
export class InvalidConnectionString extends Error {
  override readonly name = 'InvalidConnectionString';
}

const FORM =
  /^(?:esdb|kurrentdb|kurrent|kdb)(\+discover)?:\/\/(?:([^:@/]+):([^@]+)@)?([^@/?]+)\/?(?:\?(.*))?$/i;
const HOST = /^(\[[0-9a-f:]+\]|[a-z0-9_.-]+)(?::(\d{1,5}))?$/i;
const PORT = 2113;

const milliseconds = ['defaultDeadline', 'keepAliveInterval', 'keepAliveTimeout', 'discoveryInterval'];
const counts = ['maxDiscoverAttempts', 'gossipTimeout'];
const files = ['tlsCAFile', 'userCertFile', 'userKeyFile'];
const others = ['tls', 'connectionName', 'nodePreference', 'throwOnAppendFailure', 'tlsVerifyCert'];
/** Case and hyphens in the names of options do not count, as in the clients' own reading of them. */
const flat = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');
const known = new Map([...milliseconds, ...counts, ...files, ...others].map((name) => [flat(name), name]));

const decoded = (text: string, what: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new InvalidConnectionString(`has ${what} that is not percent-encoded as a URL's parts are`);
  }
};

const hostOf = (text: string): { readonly address: string; readonly port: number } => {
  const [, address, digits] = HOST.exec(text.trim()) ?? [];
  const port = digits === undefined ? PORT : Number(digits);
  if (!address || port < 1 || port > 65_535) {
    throw new InvalidConnectionString('must name hosts as host:port, several of them with commas between');
  }
  return { address, port };
};

const optionsOf = (query: string): ReadonlyMap<string, string> => {
  const options = new Map<string, string>();
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [key = '', ...rest] = pair.split('=');
    const name = known.get(flat(key.trim()));
    // The client itself would warn of it on stderr, the whole string with its password included.
    if (!name) {
      throw new InvalidConnectionString(
        `has an option that is not known; there are ${[...known.values()].sort().join(', ')}`,
      );
    }
    options.set(name, decoded(rest.join('=').trim(), `a value of ${name}`));
  }
  return options;
};

const refuseUnless = (held: boolean, rule: string): void => {
  if (!held) throw new InvalidConnectionString(rule);
};

/**
 * Reads `esdb://user:password@host:2113,host:2113?option=value` (`esdb+discover://` for a cluster behind one DNS name;
 * `kurrentdb://` means the same). The client's own reading is not used: it repeats the string, password and all, in
 * errors and warnings.
 *
 * @throws InvalidConnectionString, whose message goes on from “EVENTSTORE_URL ”.
 */
export const readConnectionString = (text: string): StoreAddress => {
  const [, discover, user, password, hosts, query] = FORM.exec(text.trim()) ?? [];
  if (hosts === undefined) {
    throw new InvalidConnectionString(
      'must be esdb://host:2113, esdb://host1:2113,host2:2113 or esdb+discover://name:2113, with user:password@ ' +
        'before the hosts and ?options after them where they are needed; a @, / or : in the password is percent-encoded',
    );
  }
  const options = optionsOf(query ?? '');
  const flag = (name: string, fallback: boolean): boolean => {
    const value = options.get(name) ?? String(fallback);
    refuseUnless(/^(true|false)$/i.test(value), `needs true or false for ${name}`);
    return value.toLowerCase() === 'true';
  };
  const whole = (name: string, fallback: number, least: number): number => {
    const value = Number(options.get(name) ?? fallback);
    refuseUnless(
      Number.isInteger(value) && value >= least,
      `needs a whole number of at least ${least} for ${name}`,
    );
    return value;
  };
  const file = (name: string): string | undefined => {
    const path = options.get(name);
    refuseUnless(path === undefined || existsSync(path), `names a file for ${name} that is not there`);
    return path;
  };
  const address: StoreAddress = {
    discover: discover !== undefined,
    hosts: hosts.split(',').map(hostOf),
    tls: flag('tls', true),
    credentials:
      user === undefined || password === undefined
        ? undefined
        : { username: decoded(user, 'a user'), password: decoded(password, 'a password') },
    tlsCaFile: file('tlsCAFile'),
    userCertFile: file('userCertFile'),
    userKeyFile: file('userKeyFile'),
    connectionName: options.get('connectionName') ?? 'chancery',
    defaultDeadline: whole('defaultDeadline', 10_000, 1),
    // Below 10 s the client warns, and a server may cut off whoever pings more often (gRPC's GOAWAY too_many_pings).
    keepAliveInterval: whole('keepAliveInterval', 10_000, 10_000),
    keepAliveTimeout: whole('keepAliveTimeout', 5_000, 1),
    discoveryInterval: whole('discoveryInterval', 100, 1),
    maxDiscoverAttempts: whole('maxDiscoverAttempts', 10, 1),
    gossipTimeout: whole('gossipTimeout', 5, 1),
  };
  refuseUnless(
    !address.discover || address.hosts.length === 1,
    'names several hosts with +discover, where one DNS name is expected',
  );
  refuseUnless(
    (address.userCertFile === undefined) === (address.userKeyFile === undefined),
    'needs both userCertFile and userKeyFile, or neither',
  );
  refuseUnless(
    flag('tlsVerifyCert', true),
    'says tlsVerifyCert=false, which this client does not do; give tlsCAFile',
  );
  refuseUnless(flag('throwOnAppendFailure', true), 'says throwOnAppendFailure=false; leave it out');
  refuseUnless(
    flat(options.get('nodePreference') ?? 'leader') === 'leader',
    'has a nodePreference, and Chancery reads from the leader only; leave it out',
  );
  return address;
};
