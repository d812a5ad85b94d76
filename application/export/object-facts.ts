import type { ChanceryEvent } from '../../domain/catalog.ts';
import { idOf, type Recorded } from '../../domain/event.ts';
import type { Letter } from '../../domain/letter/letter.ts';
import { departmentOf } from '../../domain/letter/participants.ts';
import type { ExportContent } from './export-content.ts';
import type { ObjectReference, ObjectType } from './named-objects.ts';

/** What became so of an object: values of its attributes, and which objects it has to do with, whole for each qualifier. */
export interface ObjectFacts {
  readonly object: ObjectReference;
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly related: Readonly<Record<string, readonly ObjectReference[]>>;
}

/** The attributes that objects of a type can have; all of them are text. `harmless`: told in every export. */
const attributes: Readonly<Record<ObjectType, Readonly<Record<string, 'harmless' | 'whole'>>>> = {
  letter: {
    direction: 'harmless',
    status: 'harmless',
    confidentiality: 'harmless',
    documentKind: 'harmless',
    channel: 'harmless',
    number: 'whole',
    subject: 'whole',
    counterpartyNumber: 'whole',
  },
  task: { kind: 'harmless', status: 'harmless', due: 'harmless', role: 'harmless' },
  thread: {},
  project: { status: 'harmless', code: 'whole', name: 'whole' },
  counterparty: { kind: 'harmless', country: 'harmless', name: 'whole' },
  employee: { status: 'harmless', name: 'whole', post: 'whole' },
  department: { status: 'harmless', name: 'whole' },
  journal: { direction: 'harmless', year: 'harmless' },
};

export const attributesOfObjects = (type: ObjectType, content: ExportContent): readonly string[] =>
  Object.entries(attributes[type]).flatMap(([name, told]) =>
    content === 'whole' || told === 'harmless' ? [name] : [],
  );

const references = (type: ObjectType, ids: readonly (string | undefined)[]): readonly ObjectReference[] =>
  ids.flatMap((id) => (id ? [{ type, id }] : []));

const counterpartiesOf = (letter: Letter): readonly (string | undefined)[] =>
  'addressees' in letter.card
    ? letter.card.addressees.map(({ counterpartyId }) => counterpartyId)
    : [letter.card.counterpartyId];

const numberOf = (letter: Letter): string | undefined => {
  if (letter.status === 'imported') return letter.card.number;
  return 'number' in letter ? letter.number.text : undefined;
};

const ofLinks = (letter: Letter): Readonly<Record<string, readonly ObjectReference[]>> => {
  const byKind: Record<string, readonly ObjectReference[]> = {
    answers: [],
    supersedes: [],
    sameMatter: [],
    attachmentTo: [],
  };
  for (const { kind, letterId } of letter.links) {
    byKind[kind] = [...(byKind[kind] ?? []), { type: 'letter', id: letterId }];
  }
  return byKind;
};

export const letterFacts = (letter: Letter): ObjectFacts => {
  const { card } = letter;
  const assignment = 'assignment' in letter ? letter.assignment : undefined;
  return {
    object: { type: 'letter', id: letter.id },
    values: {
      direction: letter.direction,
      status: letter.status,
      confidentiality: card.confidentiality,
      documentKind: card.documentKind,
      channel: card.channel,
      number: numberOf(letter),
      subject: card.subject,
      counterpartyNumber: 'counterpartyNumber' in card ? card.counterpartyNumber : undefined,
    },
    related: {
      counterparty: references('counterparty', counterpartiesOf(letter)),
      department: references('department', [departmentOf(letter)]),
      executor: references('employee', [assignment?.executorId]),
      coExecutor: references('employee', assignment?.coExecutorIds ?? []),
      author: references('employee', ['authorId' in letter ? letter.authorId : undefined]),
      project: references('project', letter.projectIds),
      journal: references('journal', ['number' in letter ? letter.number.journalId : undefined]),
      reply: references('letter', ['outgoingLetterId' in letter ? letter.outgoingLetterId : undefined]),
      ...ofLinks(letter),
    },
  };
};

const facts = (
  type: ObjectType,
  id: string,
  values: ObjectFacts['values'],
  related: ObjectFacts['related'] = {},
): ObjectFacts => ({ object: { type, id }, values, related });

/** What an event of anything but a letter makes so; `undefined` where that is nothing that is exported. */
export const factsOf = (event: Recorded<ChanceryEvent>): ObjectFacts | undefined => {
  const owner = idOf(event.stream);
  switch (event.type) {
    case 'DepartmentCreated':
    case 'DepartmentMoved': {
      const { departmentId, parentId } = event.data;
      const values = 'name' in event.data ? { name: event.data.name, status: 'open' } : {};
      return facts('department', departmentId, values, { partOf: references('department', [parentId]) });
    }
    case 'DepartmentRenamed':
      return facts('department', event.data.departmentId, { name: event.data.name });
    case 'DepartmentClosed':
      return facts('department', event.data.departmentId, { status: 'closed' });
    case 'HeadAppointed':
      return facts(
        'department',
        event.data.departmentId,
        {},
        { head: references('employee', [event.data.employeeId]) },
      );
    case 'EmployeeHired': {
      const { employeeId, name, post, departmentId } = event.data;
      const values = { name, status: 'employed', ...(post && { post }) };
      return facts('employee', employeeId, values, { worksIn: references('department', [departmentId]) });
    }
    case 'EmployeeDetailsChanged': {
      const { employeeId, name, post } = event.data;
      return facts('employee', employeeId, { ...(name && { name }), ...(post && { post }) });
    }
    case 'EmployeeTransferred':
      return facts(
        'employee',
        event.data.employeeId,
        {},
        { worksIn: references('department', [event.data.departmentId]) },
      );
    case 'EmployeeDismissed':
      return facts('employee', event.data.employeeId, { status: 'dismissed' });
    case 'CounterpartyAdded':
    case 'CounterpartyChanged': {
      const { name, kind, country } = event.data.details;
      return facts('counterparty', event.data.counterpartyId, { name, kind, ...(country && { country }) });
    }
    case 'CounterpartyMerged':
      return facts(
        'counterparty',
        event.data.counterpartyId,
        {},
        { mergedInto: references('counterparty', [event.data.intoId]) },
      );
    case 'ProjectOpened':
    case 'ProjectChanged': {
      const { code, name, counterpartyIds, memberIds } = event.data.details;
      const values = { code, name, ...(event.type === 'ProjectOpened' && { status: 'open' }) };
      return facts('project', owner, values, {
        counterparty: references('counterparty', counterpartyIds),
        member: references('employee', memberIds),
      });
    }
    case 'ProjectClosed':
      return facts('project', owner, { status: 'closed' });
    case 'ProjectReopened':
      return facts('project', owner, { status: 'open' });
    case 'JournalOpened':
      return facts('journal', owner, { direction: event.data.direction, year: String(event.data.year) });
    default:
      return undefined;
  }
};
