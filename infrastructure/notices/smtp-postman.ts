import { createTransport } from 'nodemailer';
import { MailRefused, type Postman } from './mail-courier.ts';

export interface SmtpConfig {
  /** `smtp://…` or `smtps://…`, with name and password if the server wants them. */
  readonly smtpUrl: string;
  /** Address that mail is from, alone or as `Name <address>`. */
  readonly from: string;
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 60_000;

/** What comes before the `@` of the address, and after it. */
const domainOf = (from: string): string => /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';

interface SmtpError {
  readonly responseCode?: number;
  readonly command?: string;
  readonly code?: string;
}

/** 5xx about this recipient or this message is for good; about us (greeting, authentication, sender) it is the operator's to mend. */
const isForGood = ({ responseCode = 0, command = '', code }: SmtpError): boolean =>
  responseCode >= 500 &&
  (code === 'EENVELOPE' || code === 'EMESSAGE') &&
  (command.startsWith('RCPT') || command.startsWith('DATA'));

/**
 * Hands mails to an SMTP server, each over a connection of its own: a pool would put what a broken connection had taken back
 * into its queue, and send twice what we count once.
 */
export const smtpPostman = ({ smtpUrl, from }: SmtpConfig): Postman => {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    // Neither a text nor an attachment is to be read from a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = domainOf(from);
  return async ({ id, at, to, mail }) => {
    try {
      await transport.sendMail({
        ...mail,
        from,
        to,
        date: new Date(at),
        messageId: `<notice-${id}@${domain}>`,
        headers: {
          // RFC 3834 §5: nobody's holiday reply is wanted.
          'Auto-Submitted': 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
        },
      });
    } catch (error) {
      if (isForGood(error as SmtpError)) throw new MailRefused((error as Error).message, { cause: error });
      throw error;
    }
  };
};
