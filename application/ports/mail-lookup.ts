/** What the read models know of senders and of messages that came before; as old as those are. */
export interface MailLookup {
  /** Counterparties with that address, each as the one that it was merged into. Addresses are lower case. */
  byAddress(address: string): Promise<readonly string[]>;
  /** Counterparties with an address in that domain. */
  byDomain(domain: string): Promise<readonly string[]>;
  /** Counterparties of that name, spelling apart. */
  byName(name: string): Promise<readonly string[]>;
  /** Of these Message-IDs the letters that came or went with them. */
  lettersByMessageId(
    messageIds: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly id: string; readonly direction: 'incoming' | 'outgoing' }>>;
  /** The first message with that Message-ID, with its sender's address. */
  firstWith(messageId: string): Promise<{ readonly id: string; readonly sender?: string } | undefined>;
}
