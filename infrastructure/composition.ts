import { join } from 'node:path';
import { type Chancery, createChancery } from '../application/chancery.ts';
import { type Clock, systemClock } from '../application/ports/clock.ts';
import type { EventStore } from '../application/ports/event-store.ts';
import type { ReadModelClock } from '../application/ports/read-model-clock.ts';
import type { SubjectKeys } from '../application/ports/subject-keys.ts';
import type { AssigneeReference } from '../domain/letter/letter.ts';
import type { Responsibility } from '../domain/organization/responsible.ts';
import { correspondence } from '../projections/correspondence/correspondence.ts';
import { carriersOf, lettersByOurNumber, possibleDuplicates } from '../projections/correspondence/lookups.ts';
import { listTasks } from '../projections/correspondence/task-queries.ts';
import { threadsAfter } from '../projections/correspondence/thread-queries.ts';
import { numbersBetween, numbersIssuedBefore } from '../projections/journals/queries.ts';
import {
  counterpartiesByAddress,
  counterpartiesByDomain,
  firstMailWith,
  lettersByTheirMessageId,
  mailFromCounterparties,
} from '../projections/mail-queue/lookups.ts';
import { mailQueue } from '../projections/mail-queue/mail-queue.ts';
import { type ReadModel, readModel } from '../projections/read-model.ts';
import {
  counterpartiesByName,
  counterpartyByTaxNumber,
  projectByCode,
} from '../projections/registers/queries.ts';
import { registers } from '../projections/registers/registers.ts';
import type { ReadModels } from '../projections/runner/read-models.ts';
import {
  counterpartiesMergedInto,
  holdsCovering,
  openLettersOfCounterparties,
} from '../projections/subject-lookups.ts';
import { createMissingBiViews } from './bi/create-views.ts';
import type { Config, WitnessConfig } from './config.ts';
import type { LogWaker } from './event-store/log-source.ts';
import { EvidenceRoom } from './evidence/evidence-room.ts';
import { ExportRoom } from './export/export-room.ts';
import { FigureRoom } from './figures/figure-room.ts';
import { FileRegister } from './files/file-register.ts';
import { erasableFiles } from './files/file-removal.ts';
import { FileStore } from './files/file-store.ts';
import { LedgerKeeper } from './ledger/ledger-keeper.ts';
import { Attestations } from './ledger/outside/attestations.ts';
import { LedgerProofs } from './ledger/proofs.ts';
import { type DNSResolver, systemResolver } from './mail/dkim.ts';
import { MailIntake } from './mail/intake.ts';
import { MessageParser } from './mail/message-parser.ts';
import { noticeOutbox } from './notices/notice-outbox.ts';
import { type NoticeOptions, Notices } from './notices/notices.ts';
import type { OutwardRules } from './notices/outward-address.ts';
import { httpPost } from './notices/webhook-post.ts';
import { openReadModels, type ReadModelOptions } from './read-models.ts';
import type { BuildThreadSettings } from './rebuild/build-thread.ts';
import { BuildThreads } from './rebuild/build-threads.ts';
import { dueTasks } from './timekeeping/due-tasks.ts';
import { postgresErasureTraces } from './vault/postgres-erasure-traces.ts';

export interface CompositionOptions extends ReadModelOptions {
  readonly maxFileBytes: number;
  readonly clock?: Clock;
  readonly ledger?: Config['ledger'];
  /** Asks for the keys of DKIM signatures; the machine's name servers, where not given. */
  readonly resolver?: DNSResolver;
  /** How notices leave the house. None given: no mail, and webhooks to public addresses alone. */
  readonly notices?: Partial<NoticeOptions>;
  /** How threads that build read models open the same; none given: they are built in this one. */
  readonly buildThreads?: BuildThreadSettings;
}

const PUBLIC_ONLY: OutwardRules = { privateAddresses: false, withoutTls: false };

const LEDGER_IN_FILES: Config['ledger'] = {
  sealSeconds: 10,
  signer: { kind: 'file' },
  witnesses: [],
  isPublic: false,
};

/** The whole of Chancery, without a door to the outside. */
export interface Composition {
  readonly chancery: Chancery;
  readonly read: ReadModel;
  readonly readModels: ReadModels;
  /** As `ReadModels.rebuild`; by threads of their own where there are some. */
  readonly rebuild: ReadModels['rebuild'];
  /** The log with personal data readable. */
  readonly eventStore: EventStore & LogWaker;
  /** The same as it is stored, with personal data sealed: what the ledger is made of. */
  readonly sealedLog: EventStore;
  readonly subjectKeys: SubjectKeys;
  /** Checks and seals the log when it is told to: a server's task. */
  readonly ledger: LedgerKeeper;
  readonly proofs: LedgerProofs;
  readonly attestations: Attestations;
  readonly witnesses: readonly WitnessConfig[];
  /** Whether anybody may read the ledger's hashes. */
  readonly ledgerIsPublic: boolean;
  readonly files: FileStore;
  readonly evidence: EvidenceRoom;
  readonly figures: FigureRoom;
  readonly exports: ExportRoom;
  readonly fileRegister: FileRegister;
  /** Takes messages into the registration queue. */
  readonly intake: MailIntake;
  /** Delivers them when it is told to: a server's task. */
  readonly notices: Notices;
  /**
   * Begins to keep the read models current and to follow events with commands.
   *
   * @throws MasterKeyUnusable
   */
  start(): Promise<void>;
  /** Ends both, and what is under way. The pool is its owner's to end. */
  stop(): Promise<void>;
}

/** What is asked of the reference, and of nobody else. */
const theirs = (reference: AssigneeReference): Responsibility => ({
  employeeIds: reference.kind === 'employee' ? [reference.employeeId] : [],
  departmentIds: reference.kind === 'headOf' ? [reference.departmentId] : [],
  roles: reference.kind === 'role' ? [reference.role] : [],
});

const REFERENCE_WAIT_MS = 10_000;

/** Puts the parts together. The database must have been migrated. */
export const compose = (options: CompositionOptions): Composition => {
  const { pool, log } = options;
  const threads = options.buildThreads && new BuildThreads(options.buildThreads);
  const { db, vault, sealedLog, eventStore, source, readModels } = openReadModels(options, {
    bringUpToDate: threads && ((name) => threads.bringUpToDate(name)),
  });
  const read = readModel(db);
  const rebuild: Composition['rebuild'] = (names, onProgress) =>
    (threads ?? readModels).rebuild(names, onProgress);
  const files = new FileStore(join(options.dataFolder, 'files'), options.maxFileBytes);
  const fileRegister = new FileRegister(db, read, files);
  const readModelClock: ReadModelClock = {
    async reached(position) {
      if (await readModels.waitFor(position, REFERENCE_WAIT_MS, 'present')) return;
      throw new Error(`The read models did not reach ${position} within ${REFERENCE_WAIT_MS} ms`);
    },
  };
  const chancery = createChancery({
    eventStore,
    sealedLog,
    fileCatalog: fileRegister,
    letterLookup: {
      possibleDuplicates: (candidate) => possibleDuplicates(read, candidate),
      byOurNumber: (reference) => lettersByOurNumber(read, reference),
    },
    registerLookup: {
      counterpartyByTaxNumber: (taxNumber) => counterpartyByTaxNumber(read, taxNumber),
      projectByCode: (code) => projectByCode(read, code),
    },
    mailLookup: {
      byAddress: (address) => counterpartiesByAddress(read, address),
      byDomain: (domain) => counterpartiesByDomain(read, domain),
      byName: (name) => counterpartiesByName(read, name),
      lettersByMessageId: (messageIds) => lettersByTheirMessageId(read, messageIds),
      firstWith: (messageId) => firstMailWith(read, messageId),
    },
    journalView: {
      numbers: (journalId, from, to) => numbersBetween(read, journalId, from, to),
      carriers: (texts) => carriersOf(read, texts),
    },
    subjectKeys: vault,
    subjectLookup: {
      mergedInto: (counterpartyId) => counterpartiesMergedInto(read, counterpartyId),
      mailFrom: (counterpartyIds) => mailFromCounterparties(read, counterpartyIds),
      openLetters: (counterpartyIds) => openLettersOfCounterparties(read, counterpartyIds),
      covering: (holds, subject) => holdsCovering(read, holds, subject),
    },
    erasableFiles: erasableFiles({
      read,
      eventStore,
      readModels: readModelClock,
      files,
      register: fileRegister,
      pool,
    }),
    erasureTraces: postgresErasureTraces(
      pool,
      () => rebuild([correspondence.name, registers.name, mailQueue.name]),
      async () => {
        await evidence.discard();
        await exports.discard();
      },
    ),
    dueTasks: dueTasks(read, pool),
    openTasks: {
      async count(viewer, reference) {
        const page = await listTasks(read, viewer, { responsibility: theirs(reference) }, { first: 0 }, 'id');
        return page.count();
      },
    },
    unusedNumbers: { issuedBefore: (instant) => numbersIssuedBefore(read, instant) },
    readModels: readModelClock,
    ...(options.clock && { clock: options.clock }),
    ...(options.telemetry && { instruments: options.telemetry.instruments }),
  });
  const parser = new MessageParser();
  const intake = new MailIntake({
    chancery,
    files,
    pool,
    parser,
    resolver: options.resolver ?? systemResolver,
    clock: options.clock ?? systemClock,
  });
  const ledgerConfig = options.ledger ?? LEDGER_IN_FILES;
  const ledger: LedgerKeeper = new LedgerKeeper({
    pool,
    store: sealedLog,
    keys: chancery.ledgerKeys,
    dataFolder: options.dataFolder,
    config: ledgerConfig,
    log,
    ...(options.clock && { now: options.clock }),
    onSealed: (checkpoint) => attestations.ask(checkpoint),
  });
  const proofs = new LedgerProofs(ledger, sealedLog);
  const { timestampUrl, witnesses } = ledgerConfig;
  const attestations = new Attestations({
    tables: ledger.tables,
    proofs,
    ...(timestampUrl && { timestampUrl }),
    witnesses,
    log,
    onContradiction: (problem) => ledger.contradicted(problem),
  });
  const evidence: EvidenceRoom = new EvidenceRoom(options.dataFolder, {
    chancery,
    read,
    eventStore,
    sealedLog,
    subjectKeys: vault,
    ledger,
    witnesses,
    files,
  });
  const outward = options.notices?.outward ?? PUBLIC_ONLY;
  const notices = new Notices({
    post: httpPost(outward),
    ...options.notices,
    outward,
    chancery,
    eventStore,
    source,
    db,
    pool,
    secretWrap: vault,
    log,
  });
  const outbox = noticeOutbox(chancery.notices, options.notices?.postman !== undefined);
  const exports: ExportRoom = new ExportRoom(
    options.dataFolder,
    { eventStore, threadsAfter: (letterId) => threadsAfter(read, letterId) },
    chancery.readings,
  );
  return {
    chancery,
    read,
    readModels,
    rebuild,
    eventStore,
    sealedLog,
    subjectKeys: vault,
    ledger,
    proofs,
    attestations,
    witnesses,
    ledgerIsPublic: ledgerConfig.isPublic,
    files,
    evidence,
    figures: new FigureRoom(chancery, read),
    exports,
    fileRegister,
    intake,
    notices,
    async start() {
      await vault.unlock();
      await readModels.start();
      await createMissingBiViews(db);
      await readModels.startOutbox(outbox);
      for (const policy of chancery.policies) await readModels.startReaction(policy);
    },
    async stop() {
      await notices.stop();
      await ledger.stop();
      await parser.close();
      await attestations.settled();
      await Promise.all([readModels.stop(), threads?.end()]);
      await eventStore.close();
    },
  };
};
