import { readFile } from 'node:fs/promises';
import { type Static, type TProperties, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { taskKinds } from '../../domain/task-kinds.ts';
import { Misuse } from '../speaking-error.ts';

const Share = Type.Number({ minimum: 0, maximum: 1 });
const Minutes = Type.Integer({ minimum: 0, maximum: 1_000_000 });
const closed = { additionalProperties: false };
const Strict = <Fields extends TProperties>(fields: Fields) => Type.Object(fields, closed);

/** How people are. Shares are of all occasions, each drawn on its own. */
const People = Strict({
  /** Does nothing about a task until reminded. */
  forget: Share,
  /** Does it when reminded, where it was forgotten or was not to be done so soon. */
  heedReminder: Share,
  heedEscalation: Share,
  /** From a reminder to the deed: the most that it takes, in working minutes. */
  reactionMinutes: Type.Integer({ minimum: 1, maximum: 10_000 }),
  /** Falls ill, of the days on which they are well. */
  illness: Share,
  /** The most days that an illness lasts. */
  illnessDays: Type.Integer({ minimum: 1, maximum: 90 }),
  /** Of the ill, those for whom a substitute is named. */
  substituted: Share,
  /** Leaves within the time of the history, and is succeeded by somebody new. */
  leave: Share,
  /** Of approvals, those that are a return for rework in the first round; none given: as in the delays. */
  returnForRework: Type.Optional(Share),
  /** Of executors who will be late, those who ask for an extension; of heads who are asked, those who grant it. */
  askForExtension: Share,
  grantExtension: Share,
  /** Of organisations, those that never give us their number; of letters, those that come back. */
  silentCounterparties: Share,
  failedDeliveries: Share,
});

const ApprovalRule = Strict({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  /** Logins. */
  approvers: Type.Array(Type.String(), { minItems: 1 }),
  mode: Type.Union([Type.Literal('all'), Type.Literal('any')]),
  place: Type.Union([Type.Literal('first'), Type.Literal('beforeSignatory')]),
});

/** What is compared: policies and people, on whatever history. */
const Scenario = Strict({
  name: Type.String({ minLength: 1, maxLength: 100 }),
  /** Whether the heads between author and signatory approve one after the other or at once. */
  lineApproval: Type.Union([Type.Literal('sequential'), Type.Literal('parallel')]),
  /** How many levels above the author the signatory is; fewer where the line ends before. */
  signatoryLevel: Type.Integer({ minimum: 1, maximum: 20 }),
  approvalRules: Type.Array(ApprovalRule),
  /** Working minutes by kind of task; the others as Chancery has them. */
  deadlines: Type.Partial(
    Strict(Object.fromEntries(taskKinds.map((kind) => [kind, Type.Integer({ minimum: 1 })]))),
    closed,
  ),
  /** Of every task: working minutes before the due date, and after it. */
  reminders: Strict({ before: Type.Array(Minutes), after: Type.Array(Minutes) }),
  /** After how many working minutes overdue whoever is so many levels above is told. */
  escalations: Type.Array(Strict({ after: Minutes, level: Type.Integer({ minimum: 1 }) })),
  people: People,
});
export type Scenario = Static<typeof Scenario>;
export type People = Static<typeof People>;

export const defaultScenario: Scenario = {
  name: 'default',
  lineApproval: 'sequential',
  signatoryLevel: 3,
  approvalRules: [],
  deadlines: {},
  reminders: { before: [480], after: [0] },
  escalations: [
    { after: 480, level: 1 },
    { after: 1_440, level: 2 },
    { after: 2_400, level: 3 },
  ],
  people: {
    forget: 0.08,
    heedReminder: 0.8,
    heedEscalation: 0.95,
    reactionMinutes: 240,
    illness: 0.004,
    illnessDays: 10,
    substituted: 0.6,
    leave: 0.02,
    askForExtension: 0.3,
    grantExtension: 0.8,
    silentCounterparties: 0.1,
    failedDeliveries: 0.01,
  },
};

/** A scenario file that cannot be used. */
export class InvalidScenario extends Misuse {
  override readonly name = 'InvalidScenario';
}

const GivenScenario = Type.Partial(
  Strict({
    ...Scenario.properties,
    reminders: Type.Partial(Scenario.properties.reminders, closed),
    people: Type.Partial(People, closed),
  }),
  closed,
);
const validator = Compile(GivenScenario);

/** The scenario of a JSON text; what it does not say is as in `defaultScenario`. @throws InvalidScenario */
export const parseScenario = (text: string, where: string): Scenario => {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new InvalidScenario(`${where} is not JSON: ${(cause as Error).message}`, { cause });
  }
  if (!validator.Check(given)) {
    const [first] = validator.Errors(given);
    throw new InvalidScenario(`${where}: ${first?.instancePath || '/'} ${first?.message ?? 'is not right'}`);
  }
  return {
    ...defaultScenario,
    ...given,
    reminders: { ...defaultScenario.reminders, ...given.reminders },
    people: { ...defaultScenario.people, ...given.people },
  };
};

/** @throws InvalidScenario, or the error of a file that cannot be read. */
export const readScenario = async (path: string): Promise<Scenario> =>
  parseScenario(await readFile(path, 'utf8'), path);
