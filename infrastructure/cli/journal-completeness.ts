import type { AccountedNumber } from '../../application/journal-completeness.ts';
import type { JournalFault, NumberRange } from '../../domain/journal/completeness.ts';
import { journalId } from '../../domain/journal/journal.ts';
import type { Composition } from '../composition.ts';
import { faultText, journalVerdict } from '../messages/journal-verdict.ts';
import type { Language } from '../messages/language.ts';
import { SpeakingError } from '../speaking-error.ts';
import { atWork } from './at-work.ts';
import { caughtUp } from './caught-up.ts';
import { FAILED } from './exit-codes.ts';
import { writeOut } from './write-out.ts';

export interface CompletenessOptions {
  readonly journalId: string;
  readonly range: NumberRange;
  readonly language: Language;
  readonly format: 'text' | 'json';
}

/** A journal that nobody has opened. */
export class UnknownJournal extends SpeakingError {
  override readonly name = 'UnknownJournal';
}

const states: Readonly<Record<AccountedNumber['state'], Readonly<Record<Language, string>>>> = {
  used: { ru: 'на письме', en: 'on letter' },
  voided: { ru: 'аннулирован', en: 'void' },
  issued: { ru: 'выдан, письмо ещё не записано:', en: 'given out, not written yet: letter' },
};

const asText = ({ text, date, state, letterId, voided }: AccountedNumber, language: Language): string =>
  `${text}  ${date}  ${states[state][language]} ${state === 'voided' ? `(${voided})` : letterId}`;

/**
 * The lines that tell of a journal's numbers, each as soon as it is known, and of the verdict at last; `onVerdict` is
 * told whether the journal is complete.
 *
 * @throws UnknownJournal, ReadModelsBehind
 */
export async function* completenessLines(
  composition: Composition,
  { journalId, range, language, format }: CompletenessOptions,
  onVerdict: (complete: boolean) => void,
): AsyncGenerator<string> {
  const account = await composition.chancery.audit.journal(journalId, range);
  if (!account) throw new UnknownJournal(`There is no such journal (${journalId}).`);
  await caughtUp(composition);
  const seen: Pick<AccountedNumber, 'sequence' | 'state'>[] = [];
  const faults: JournalFault[] = [...account.faults];
  for await (const part of composition.chancery.audit.numbers(journalId, account)) {
    faults.push(...part.faults);
    for (const number of part.numbers) {
      seen.push({ sequence: number.sequence, state: number.state });
      yield `${format === 'json' ? JSON.stringify(number) : asText(number, language)}\n`;
    }
  }
  const verdict = journalVerdict(seen, faults, language);
  const complete = faults.length === 0;
  onVerdict(complete);
  if (format === 'json') {
    yield `${JSON.stringify({ complete, verdict, lastSequence: account.last, faults })}\n`;
    return;
  }
  for (const fault of faults) yield `${faultText(fault, language)}\n`;
  yield `${verdict}\n`;
}

/** Of which journal, and of which numbers of it. */
export interface JournalOptions extends NumberRange, Pick<CompletenessOptions, 'language' | 'format'> {
  readonly direction: 'incoming' | 'outgoing';
  readonly year: number;
}

/** Writes to stdout whether a journal is complete, and ends with 1 where it is not. */
export const showCompleteness = ({
  direction,
  year,
  language,
  format,
  ...range
}: JournalOptions): Promise<void> =>
  atWork((installation) => {
    const options = { journalId: journalId(direction, year), range, language, format };
    return writeOut(
      completenessLines(installation, options, (complete) => {
        if (!complete) process.exitCode = FAILED;
      }),
    );
  });
