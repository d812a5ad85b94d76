import type { Command } from 'commander';
import type { EvidenceOptions } from '../evidence.ts';

export const evidenceCommands = (program: Command): void => {
  program
    .command('evidence')
    .description('evidence that stands without us: see docs/evidence/')
    .command('export')
    .description('write a bundle of letters with their proofs, files, chronology and verifier')
    .option('--letter <id or number>', 'one letter')
    .option('--thread <id or number>', 'the thread of a letter')
    .option('--project <code>', 'the letters of a project')
    .option('--counterparty <name, tax number or id>', 'the letters of a counterparty')
    .option('--from <date>', 'letters of that date and later')
    .option('--to <date>', 'letters of that date and earlier')
    .option('--withhold <id or number...>', 'letters of which only the hashes are shown', [])
    .option('--reason <text>', 'why they are withheld', 'withheld by the exporter')
    .option('--purpose <text>', 'goes on the record of the reading')
    .option('--as <login>', 'who exports; goes on the record')
    .option('--out <folder>', 'where to', '.')
    .option('--folder', 'a folder, and no zip')
    .action(async (options: EvidenceOptions) => (await import('../evidence.ts')).exportEvidence(options));
};
