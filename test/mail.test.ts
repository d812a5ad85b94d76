import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeFolder } from '../infrastructure/mail/folder.ts';
import { type ApiServer, openApi } from './api-server.ts';

const samples = fileURLToPath(new URL('../../shared/data/mail/hostile', import.meta.url));
describe('hostile', () => {
  it.runIf(existsSync(samples))(
    'all',
    async () => {
      const api = await openApi();
      const folder = await mkdtemp(join(tmpdir(), 'mail-'));
      await cp(samples, folder, { recursive: true });
      const taken = await takeFolder(api.house.intake, folder);
      for (const { name, taken: t } of taken) {
        const m = 'mailId' in t ? await api.house.chancery.mail.find(t.mailId) : undefined;
        process.stderr.write(
          [
            name,
            t.outcome,
            (t as any).status,
            (t as any).code ?? '',
            m?.quarantine?.detail ?? '',
            JSON.stringify(m?.received.automatic ?? ''),
            m?.received.dkim.result,
            m?.received.attachments.map((a) => `${a.name}/${a.declaredType}/${a.refused ?? 'ok'}`).join('|'),
            m?.received.subject,
            m?.received.sender?.name,
            JSON.stringify(m?.received.text?.slice(0, 30)),
          ].join(' ; ') + '\n',
        );
      }
      console.log(await readdir(folder));
      await api.house.settled();
      await api.close();
    },
    60000,
  );
});
