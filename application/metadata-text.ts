import { Type } from 'typebox';
import type { EventMetadata } from '../domain/event.ts';
import { compiled } from './compiled-schema.ts';

/** `FORM` below says of canonical JSON what this says of a value: change both. */
const Metadata = Type.Object(
  {
    version: Type.Integer({ minimum: 1 }),
    actor: Type.String({ minLength: 1 }),
    onBehalfOf: Type.Optional(Type.String({ minLength: 1 })),
    at: Type.String({ minLength: 24, maxLength: 24 }),
    commandId: Type.String({ minLength: 1 }),
    command: Type.String({ minLength: 1 }),
    $correlationId: Type.String({ minLength: 1 }),
    $causationId: Type.String({ minLength: 1 }),
    salt: Type.String({ minLength: 22 }),
  },
  { additionalProperties: false },
);

export const metadataSchema = compiled(Metadata);

/** What JSON has between quotes and means as it stands (RFC 8259 §7): no quote, no backslash, no control character. */
const PLAIN = '[ !#-[\\]-\\uffff]';
const text = (name: string): string => `"${name}":"(${PLAIN}+)"`;
/** `at` and `salt`, whose length is told, are ASCII, of which a character is a character whoever counts. */
const ascii = (name: string, times: string): string => `"${name}":"([ !#-[\\]-~]${times})"`;

const FORM = new RegExp(
  `^\\{${[
    text('\\$causationId'),
    text('\\$correlationId'),
    text('actor'),
    ascii('at', '{24}'),
    text('command'),
    `${text('commandId')}(?:,${text('onBehalfOf')})?`,
    ascii('salt', '{22,}'),
    '"version":([1-9][0-9]{0,8})',
  ].join(',')}\\}$`,
);

/**
 * Metadata from their canonical JSON, which has its fields in one order (RFC 8785 §3.2.3): parsed and checked by their schema at once, in
 * half of the time that takes one after the other. Nearly all are in this form.
 *
 * @returns `undefined` for any other text, of which nothing is said by that: it is to be parsed and checked.
 */
export const metadataInForm = (json: string): EventMetadata | undefined => {
  const found = FORM.exec(json);
  if (!found) return undefined;
  const [, $causationId, $correlationId, actor, at, command, commandId, onBehalfOf, salt, version] = found;
  const inForm = {
    $causationId,
    $correlationId,
    actor,
    at,
    command,
    commandId,
    salt,
    version: Number(version),
  };
  return (onBehalfOf === undefined ? inForm : { ...inForm, onBehalfOf }) as EventMetadata;
};
