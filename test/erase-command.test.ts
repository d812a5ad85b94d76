import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isRefusal, type Refusal } from '../domain/refusal.ts';
import { demoDepartmentId, demoEmployeeId } from '../infrastructure/demo/demo-organization.ts';
import { pdf } from './api-server.ts';
import { commandLine, commandLineInThisProcess, type Ran } from './command-line.ts';
import { type House, openHouse } from './house.ts';
import { idOf, message, resolver, take } from './mail/messages.ts';
import { filesInFolderWithTraces, filesWithTraces, tablesWithTraces, tracesIn } from './traces.ts';

const NAME = 'Зюзюкин Эраст';
/** Of the name, the address, and what the person wrote and enclosed. */
const traces = ['зюзюк', 'zyuzyuk', 'тугоух', 'бурдюкан'];

describe('an erasure at the command line', { timeout: 120_000 }, () => {
  let house: House;
  let folder: string;
  let letterId: string;
  let letterByMailId: string;
  let mailId: string;

  /** What a command says, line by line. @throws what it says of its failure */
  const told = ({ code, stdout, stderr }: Ran): readonly string[] => {
    if (code !== 0) throw new Error(stderr.trim());
    return stdout.trim().split('\n');
  };
  const run = async (...args: readonly string[]): Promise<readonly string[]> =>
    told(await commandLineInThisProcess(house)(...args));
  const by = (login: string) => ({ actor: demoEmployeeId(login), commandId: randomUUID() });
  const done = <Outcome extends object>(outcome: Outcome | Refusal): Outcome => {
    if (isRefusal(outcome)) throw new Error(`${outcome.refused} ${JSON.stringify(outcome.details)}`);
    return outcome;
  };
  const erasure = ['erase', '--counterparty', NAME, '--reason', 'Требование субъекта', '--as', 'admin'];

  /** A bundle of the letter, and the whole log as each kind of text file: their bytes by their names. */
  const givenOut = async (into: string): Promise<ReadonlyMap<string, Buffer>> => {
    const place = join(folder, into);
    await mkdir(place);
    await run('evidence', 'export', '--letter', letterId, '--out', place);
    await run('evidence', 'export', '--letter', letterByMailId, '--out', place);
    for (const format of ['csv', 'ocel-json', 'xes'])
      await run('export', '--format', format, join(place, format));
    const names = await readdir(place);
    return new Map(
      await Promise.all(
        names.map(async (name): Promise<[string, Buffer]> => [name, await readFile(join(place, name))]),
      ),
    );
  };
  const bundlesIn = async (place: string): Promise<readonly string[]> =>
    (await readdir(join(folder, place)))
      .filter((name) => name.endsWith('.zip'))
      .map((name) => join(folder, place, name));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chancery-erase-'));
    house = await openHouse({ resolver });
    const added = done(
      await house.chancery.registers.counterparty(by('sokolova'), {
        name: 'addCounterparty',
        details: {
          kind: 'person',
          name: NAME,
          addresses: [],
          contacts: [{ name: NAME, email: 'zyuzyukin@example.org' }],
        },
      }),
    );
    const letter = await house.command('sokolova', {
      name: 'registerIncomingLetter',
      card: {
        counterpartyId: added.state?.id ?? '',
        subject: 'О пропуске',
        addressee: { departmentId: demoDepartmentId('design') },
        channel: 'post',
        confidentiality: 'open',
        receivedOn: await house.chancery.today(),
        signatory: { name: NAME, post: 'гражданин' },
      },
    });
    letterId = letter.id;
    // By e-mail as well: a letter with an attachment, and a message that nobody has registered.
    await house.settled();
    const complaint = { from: `${NAME} <zyuzyukin@example.org>`, subject: 'Жалоба', text: 'Сосед тугоух.' };
    const attachments = [{ name: 'Справка.pdf', content: pdf('бурдюкан') }];
    mailId = idOf(await take(house.intake, message({ ...complaint, attachments })));
    await take(house.intake, message(complaint));
    const byMail = done(
      await house.chancery.mail.register(by('sokolova'), {
        mailId,
        card: { addressee: { departmentId: demoDepartmentId('design') } },
      }),
    );
    letterByMailId = byMail.state.id;
    await house.command('sokolova', { name: 'annulLetter', letterId: letterByMailId, reason: 'отозвана' });
    await house.command('lisitsyna', {
      name: 'assignExecutor',
      letterId,
      executorId: demoEmployeeId('ezhov'),
    });
    await house.command('ezhov', { name: 'waiveReply', letterId, reason: 'выдан' });
    await house.settled();
  });
  afterAll(async () => {
    await house.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('is refused under a legal hold, which it names', async () => {
    const held = { scope: 'letter', targetId: letterId, reason: 'Дело № 7' } as const;
    const hold = done(await house.chancery.privacy.placeHold(by('auditor'), held));
    const before = await house.eventStore.head();
    await expect(run(...erasure)).rejects.toThrow(
      /^It may not be erased: a legal hold is in force .*Дело № 7.* An auditor lifts it\.$/,
    );
    expect(await house.eventStore.head()).toBe(before);
    done(await house.chancery.privacy.liftHold(by('auditor'), { holdId: hold.id, reason: 'Прекращено' }));
    await house.settled();
  });

  it('leaves nothing of the data in tables, indexes, exports and evidence, and every proof as it was', async () => {
    // From here on there is no server: what is done is done by commands.
    await house.stop();
    expect(await tablesWithTraces(house.database.pool, traces)).not.toEqual([]);
    expect(await filesWithTraces(house.database.pool, traces)).not.toEqual([]);
    const before = await givenOut('before');
    expect(before.size).toBe(5);
    expect(await filesInFolderWithTraces(join(house.dataFolder, 'files'), traces)).toHaveLength(3);
    expect([...before].filter(([, bytes]) => tracesIn(bytes, traces).length > 0).length).toBeGreaterThan(1);
    const proved = await house.proofs.inclusion(`letter-${letterId}`, 0);

    // In a process of its own, whose memory goes with it.
    expect(told(await commandLine(house)(...erasure))).toEqual([
      'The keys are destroyed: nobody can read the data any more.',
      'Files removed from the store: 3.',
      'Read models that once showed them are gone.',
    ]);

    expect(await tablesWithTraces(house.database.pool, traces)).toEqual([]);
    expect(await filesWithTraces(house.database.pool, traces)).toEqual([]);
    expect(await filesInFolderWithTraces(house.dataFolder, traces)).toEqual([]);
    for (const [name, bytes] of await givenOut('after'))
      expect([name, tracesIn(bytes, traces)]).toEqual([name, []]);
    // The same proof as before, byte for byte; the bundles of both days; and the whole log.
    const size = isRefusal(proved) ? undefined : proved.size;
    expect(await house.proofs.inclusion(`letter-${letterId}`, 0, size)).toEqual(proved);
    for (const place of ['before', 'after']) {
      const bundles = await bundlesIn(place);
      expect(bundles).toHaveLength(2);
      for (const bundle of bundles) {
        expect(await run('verify', bundle)).toContain('HOLDS: everything that was checked agrees.');
      }
    }
    expect((await run('verify', '--log')).at(-1)).toBe('The log is what was signed.');
    await expect(run(...erasure)).rejects.toThrow();
  });
});
