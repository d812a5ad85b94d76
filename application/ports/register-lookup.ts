/** Whether something that shall be unique is there already; the answers are as old as the read models are. */
export interface RegisterLookup {
  counterpartyByTaxNumber(taxNumber: string): Promise<string | undefined>;
  projectByCode(code: string): Promise<string | undefined>;
}
