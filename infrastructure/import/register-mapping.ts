import { readFile } from 'node:fs/promises';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { Misuse } from '../speaking-error.ts';

const Column = Type.String({ minLength: 1 });

/**
 * Which columns of a register mean what. Of `columns`, `number`, `date`, `direction` and `subject` are needed;
 * `key` tells a row from all others (the number, where it is not given).
 */
export const RegisterMapping = Type.Object(
  {
    /** Name of the register: rows of the same register and key are the same letter. */
    register: Type.String({ minLength: 1, maxLength: 200 }),
    delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    /** Of the file: any name that WHATWG encodings have, such as `windows-1251`. */
    encoding: Type.Optional(Type.String()),
    columns: Type.Object(
      {
        key: Type.Optional(Column),
        number: Column,
        date: Column,
        direction: Column,
        subject: Column,
        counterparty: Type.Optional(Column),
        counterpartyKind: Type.Optional(Column),
        counterpartyNumber: Type.Optional(Column),
        counterpartyDate: Type.Optional(Column),
        case: Type.Optional(Column),
        documentKind: Type.Optional(Column),
        /** Number of the letter of ours, or theirs, that the row's letter answers. */
        answersNumber: Type.Optional(Column),
      },
      { additionalProperties: false },
    ),
    /** Words of the direction column. A row with any other word is no letter, and is refused. */
    directions: Type.Object(
      {
        incoming: Type.Array(Type.String(), { minItems: 1 }),
        outgoing: Type.Array(Type.String(), { minItems: 1 }),
      },
      { additionalProperties: false },
    ),
    /** As Luxon has it: `yyyy-MM-dd`, `dd.MM.yyyy`. */
    dateFormat: Type.Optional(Type.String({ minLength: 1 })),
    /** Words of the column of counterparty kinds that mean a person. */
    persons: Type.Optional(Type.Array(Type.String())),
    /** Rows with one of these words in this column are confidential. */
    confidential: Type.Optional(
      Type.Object({ column: Column, words: Type.Array(Type.String()) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
);
export type RegisterMapping = Static<typeof RegisterMapping>;

/** A mapping file that cannot be used. */
export class InvalidMapping extends Misuse {
  override readonly name = 'InvalidMapping';
}

const validator = Compile(RegisterMapping);

/** @throws InvalidMapping, which says what is wrong with it. */
export const readMapping = async (path: string): Promise<RegisterMapping> => {
  const text = await readFile(path, 'utf8');
  let mapping: unknown;
  try {
    mapping = JSON.parse(text);
  } catch (cause) {
    throw new InvalidMapping(`${path} is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (validator.Check(mapping)) return mapping;
  const [first] = validator.Errors(mapping);
  throw new InvalidMapping(`${path}: ${first?.instancePath || '/'} ${first?.message ?? 'is not right'}`);
};
