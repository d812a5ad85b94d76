import { flushCompileCache } from 'node:module';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { demoLogins } from '../demo/demo-organization.ts';
import { foundDemo } from '../demo/found-demo.ts';
import { createServer } from '../http/server.ts';
import { openDevelopmentIssuer } from '../identity/development-issuer.ts';
import { createTokenVerifier } from '../identity/token-verifier.ts';
import { openInstallation } from '../installation.ts';
import { MailReceiver } from '../mail/mail-receiver.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { createTelemetry } from '../telemetry/telemetry.ts';
import type { Tracing } from '../telemetry/tracing.ts';

const SWEEP_MS = 60_000;
const FORGET_MS = 3_600_000;
const STOP_LIMIT_MS = 20_000;

/** What to open, and as whom. */
const greeting = (url: string, organization: string, development: boolean): string =>
  development
    ? [
        ``,
        `  Chancery · ${organization}`,
        `  Open ${url}/ and choose who you are, or ${url}/graphql?as=sokolova (the secretary).`,
        `  Откройте ${url}/ и выберите, кто вы; например, секретарь — sokolova.`,
        ``,
        ``,
      ].join('\n')
    : `\n  Chancery · ${organization} · GraphQL at ${url}/graphql\n\n`;

/** Loaded only where traces are sent: nobody else pays for it. */
const tracingOf = async ({ traced }: Config): Promise<Tracing | undefined> =>
  traced ? (await import('../telemetry/tracing.ts')).createTracing() : undefined;

/** Runs the server until it is told to stop. */
export const start = async (config: Config, log: Logger): Promise<void> => {
  const telemetry = createTelemetry(new Metrics(), await tracingOf(config));
  const installation = await openInstallation(config, log, { telemetry });
  const { chancery } = installation;
  try {
    // Nobody is to work on a log that is not the one that was signed.
    await installation.ledger.check();
    await installation.evidence.sweep();
    await installation.start();
  } catch (error) {
    await installation.close();
    throw error;
  }
  const issuer = config.development
    ? await openDevelopmentIssuer(config.dataFolder, config.tokens)
    : undefined;
  const organization = await chancery.currentOrganization();
  if (organization.employees.size === 0 && issuer && !config.databaseUrl) {
    await foundDemo(chancery);
    log.info({ logins: demoLogins }, 'The demo organisation was founded');
  } else if (organization.employees.size === 0) {
    log.warn(
      'The organisation has no people: `chancery administrator <login>` names the first administrator',
    );
  }

  const app = await createServer({
    composition: installation,
    verifier: await createTokenVerifier(config.tokens, issuer),
    ...(issuer && { issuer }),
    readModelWaitMs: config.readModelWaitMs,
    telemetry,
    metricsToken: config.metricsToken,
    log,
  });
  installation.ledger.start();
  const mail = new MailReceiver(config.mail, installation.intake, installation.pool, log);
  mail.start();
  await installation.notices.start();
  let keeping = false;
  const sweep = setInterval(() => {
    chancery.abandonedNumbers.sweep().then(
      (voided) =>
        voided.length > 0 && log.warn({ voided }, 'Numbers of registrations that broke off were voided'),
      (error: unknown) => log.error({ err: error }, 'Abandoned numbers could not be looked for'),
    );
    // After an outage one may take longer than a minute.
    if (!keeping) {
      keeping = true;
      chancery.timekeeper
        .sweep()
        .then(
          (report) =>
            Object.values(report).some((count) => count > 0) && log.info({ report }, 'Time was kept'),
          (error: unknown) => log.error({ err: error }, 'Reminders and escalations could not be recorded'),
        )
        .finally(() => {
          keeping = false;
        });
    }
    chancery.erasureCompletion.sweep().then(
      (completed) => completed.length > 0 && log.info({ completed }, 'Erasures were completed'),
      (error: unknown) => log.error({ err: error }, 'Traces of erased data could not be removed'),
    );
  }, SWEEP_MS);

  const forgetting = setInterval(() => {
    installation.notices.forgetOld().then(
      (forgotten) => forgotten > 0 && log.info({ forgotten }, 'Old notices were forgotten'),
      (error: unknown) => log.error({ err: error }, 'Old notices could not be forgotten'),
    );
    installation.files.sweep().then(
      (removed) => removed > 0 && log.info({ removed }, 'What broken-off uploads had left was removed'),
      (error: unknown) => log.error({ err: error }, 'What broken-off uploads have left could not be removed'),
    );
  }, FORGET_MS);

  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'Stopping');
    clearInterval(sweep);
    clearInterval(forgetting);
    setTimeout(() => {
      log.error(`Not stopped within ${STOP_LIMIT_MS} ms`);
      process.exit(1);
    }, STOP_LIMIT_MS).unref();
    await mail.stop();
    await app.close();
    await installation.close();
    await telemetry
      .close()
      .catch((error: unknown) => log.warn({ err: error }, 'The last traces were not sent'));
    log.info('Stopped');
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => void stop(signal).then(() => process.exit(0)));
  }
  try {
    const url = await app.listen({ host: config.host, port: config.port });
    process.stdout.write(
      greeting(url, (await chancery.currentOrganization()).profile.name, issuer !== undefined),
    );
    // Node.js keeps what it has compiled when a program ends; one that is killed would compile it again at its next start.
    flushCompileCache();
  } catch (error) {
    clearInterval(sweep);
    clearInterval(forgetting);
    await mail.stop();
    await app.close();
    await installation.close();
    throw error;
  }
};
