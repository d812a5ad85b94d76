import type { EventMetadata } from '../domain/event.ts';

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
