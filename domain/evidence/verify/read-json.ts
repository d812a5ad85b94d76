import canonicalize from 'canonicalize';
import type { Static, TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

import type { Bundle } from '../bundle.ts';
import type { Findings } from './findings.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Compiled once for each kind of document: a bundle has as many lines as events. */
const validators = new WeakMap<TSchema, Validator>();

const validatorOf = (schema: TSchema): Validator => {
  let validator = validators.get(schema);
  if (!validator) {
    validator = Compile(schema) as unknown as Validator;
    validators.set(schema, validator);
  }
  return validator;
};

/** A file's text; nothing, with a finding, where it is not there or not UTF-8. */
export const readText = async (
  bundle: Bundle,
  path: string,
  findings: Findings,
): Promise<string | undefined> => {
  if (!bundle.files.some((file) => file.path === path)) {
    findings.add('JSON', path, { kind: 'missing' });
    return undefined;
  }
  try {
    return decoder.decode(await bundle.read(path));
  } catch {
    findings.add('JSON', path, { kind: 'notUtf8' });
    return undefined;
  }
};

/** Reads canonical JSON of that schema. Anything else is a finding, and nothing. */
const readLine = <Schema extends TSchema>(
  text: string,
  schema: Schema,
  path: string,
  findings: Findings,
  line?: number,
): Static<Schema> | undefined => {
  const at = line === undefined ? {} : { line };
  findings.checked('JSON');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    findings.add('JSON', path, { kind: 'notJson' }, at);
    return undefined;
  }
  if (canonicalize(value) !== text) {
    findings.add('JSON', path, { kind: 'notCanonical' }, at);
    return undefined;
  }
  const validator = validatorOf(schema);
  if (!validator.Check(value)) {
    const [first] = validator.Errors(value);
    const { instancePath = '', message = '' } = first ?? {};
    findings.add('JSON', path, { kind: 'notOfSchema', where: instancePath || '/', why: message }, at);
    return undefined;
  }
  return value as Static<Schema>;
};

/** A `.json` file: one value and a newline. */
export const readJson = async <Schema extends TSchema>(
  bundle: Bundle,
  path: string,
  schema: Schema,
  findings: Findings,
): Promise<Static<Schema> | undefined> => {
  const text = await readText(bundle, path, findings);
  if (text === undefined) return undefined;
  if (!text.endsWith('\n')) {
    findings.add('JSON', path, { kind: 'lastLineOpen' });
    return undefined;
  }
  return readLine(text.slice(0, -1), schema, path, findings);
};

export interface JsonLine<Value> {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** None where the line is not as it must be, which is among the findings. */
  readonly value: Value | undefined;
}

/** A `.jsonl` file, line by line. */
export const readJsonLines = async <Schema extends TSchema>(
  bundle: Bundle,
  path: string,
  schema: Schema,
  findings: Findings,
): Promise<readonly JsonLine<Static<Schema>>[]> => {
  const text = await readText(bundle, path, findings);
  if (text === undefined || text === '') return [];
  const lines = text.split('\n');
  if (lines.pop() !== '') findings.add('JSON', path, { kind: 'lastLineOpen' }, { line: lines.length + 1 });
  return lines.map((content, index) => ({
    line: index + 1,
    text: content,
    value: readLine(content, schema, path, findings, index + 1),
  }));
};
