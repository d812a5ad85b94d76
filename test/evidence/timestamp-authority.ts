import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

const CONFIG = `
[req]
distinguished_name = name
prompt = no
[name]
CN = Sample TSA
O = Chancery tests
[authority]
basicConstraints = critical, CA:true
[stamping]
extendedKeyUsage = critical, timeStamping
[other]
extendedKeyUsage = critical, serverAuth
[tsa]
default_tsa = tsa1
[tsa1]
serial = ./serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
`;

/** `openssl ts` as a timestamp authority (RFC 3161), with a root of its own. */
export class TimestampAuthority {
  readonly #folder: string;
  /** The root's certificate, as PEM. */
  readonly root: string;

  private constructor(folder: string, root: string) {
    this.#folder = folder;
    this.root = root;
  }

  /** `key`: as openssl is told to make one; of an elliptic curve, a response is less than half as long. */
  static async found(
    usage: 'stamping' | 'other' = 'stamping',
    key: readonly string[] = ['rsa:2048'],
  ): Promise<TimestampAuthority> {
    const folder = await mkdtemp(join(tmpdir(), 'chancery-tsa-'));
    const run = (...args: readonly string[]) => execute('openssl', args, { cwd: folder });
    await writeFile(join(folder, 'openssl.cnf'), CONFIG);
    await writeFile(join(folder, 'serial'), '01\n');
    const keyOf = (name: string) => ['-newkey', ...key, '-nodes', '-keyout', `${name}.key`];
    await run(
      'req',
      '-x509',
      ...keyOf('root'),
      '-out',
      'root.pem',
      '-config',
      'openssl.cnf',
      '-extensions',
      'authority',
      '-days',
      '3650',
      '-subj',
      '/CN=Sample Root',
    );
    await run('req', '-new', ...keyOf('tsa'), '-out', 'tsa.csr', '-config', 'openssl.cnf');
    await run(
      'x509',
      '-req',
      '-in',
      'tsa.csr',
      '-CA',
      'root.pem',
      '-CAkey',
      'root.key',
      '-set_serial',
      '7',
      '-out',
      'tsa.pem',
      '-days',
      '3650',
      '-extfile',
      'openssl.cnf',
      '-extensions',
      usage,
    );
    return new TimestampAuthority(folder, await readFile(join(folder, 'root.pem'), 'utf8'));
  }

  /** The response to a request for the SHA-256 of `data`. */
  async stamp(data: Uint8Array): Promise<Uint8Array> {
    await writeFile(join(this.#folder, 'data'), data);
    await execute('openssl', ['ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'query.tsq'], {
      cwd: this.#folder,
    });
    return this.answer(await readFile(join(this.#folder, 'query.tsq')));
  }

  /** The response to a request, as DER. */
  async answer(request: Uint8Array): Promise<Uint8Array> {
    await writeFile(join(this.#folder, 'query.tsq'), request);
    await execute(
      'openssl',
      [
        'ts',
        '-reply',
        '-config',
        'openssl.cnf',
        '-section',
        'tsa1',
        '-queryfile',
        'query.tsq',
        '-signer',
        'tsa.pem',
        '-inkey',
        'tsa.key',
        '-chain',
        'root.pem',
        '-out',
        'reply.tsr',
      ],
      { cwd: this.#folder },
    );
    return new Uint8Array(await readFile(join(this.#folder, 'reply.tsr')));
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true });
  }
}
