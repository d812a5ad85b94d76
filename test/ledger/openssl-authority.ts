import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CONFIG = `
[req]
distinguished_name = dn
x509_extensions = tsa
prompt = no
[dn]
CN = Test authority
[tsa]
extendedKeyUsage = critical,timeStamping
[tsa_config]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
`;

/** A time-stamping authority: `openssl ts` behind HTTP. */
export interface OpensslAuthority {
  readonly url: string;
  /** What openssl itself says of an answer for these bytes. @throws Error when it does not verify. */
  verify(response: Uint8Array, bytes: Uint8Array): Promise<void>;
  /** Answers with this from now on, whatever is asked. */
  answerWith(response: Uint8Array): void;
  close(): Promise<void>;
}

export const startOpensslAuthority = async (): Promise<OpensslAuthority> => {
  const folder = await mkdtemp(join(tmpdir(), 'chancery-tsa-'));
  const at = (name: string): string => join(folder, name);
  await writeFile(at('config'), CONFIG);
  await writeFile(at('serial'), '01');
  await run(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-config',
      at('config'),
      '-keyout',
      at('key'),
      '-out',
      at('certificate'),
      '-days',
      '30',
    ],
    { cwd: folder },
  );
  let canned: Uint8Array | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    await writeFile(at('query'), Buffer.concat(chunks));
    await run(
      'openssl',
      [
        'ts',
        '-reply',
        '-config',
        at('config'),
        '-section',
        'tsa_config',
        '-queryfile',
        at('query'),
        '-signer',
        at('certificate'),
        '-inkey',
        at('key'),
        '-out',
        at('reply'),
      ],
      { cwd: folder },
    );
    response.setHeader('content-type', 'application/timestamp-reply');
    response.end(canned ?? (await readFile(at('reply'))));
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async verify(response, bytes) {
      await writeFile(at('to-verify'), response);
      await writeFile(at('data'), bytes);
      await run('openssl', [
        'ts',
        '-verify',
        '-data',
        at('data'),
        '-in',
        at('to-verify'),
        '-CAfile',
        at('certificate'),
      ]);
    },
    answerWith(response) {
      canned = response;
    },
    async close() {
      await new Promise((settle) => server.close(settle));
      await rm(folder, { recursive: true });
    },
  };
};
