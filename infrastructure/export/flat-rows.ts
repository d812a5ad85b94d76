import type { ExportedEvent } from '../../application/export/exported-log.ts';
import type { ObjectType } from '../../application/export/named-objects.ts';

/** The columns of an export that is one table, a row for each event. */
export const flatColumns = [
  'event_id',
  'type',
  'time',
  'category',
  'subject_id',
  'revision',
  'actor_id',
  'on_behalf_of_id',
  'letter_id',
  'letter_direction',
  'letter_status',
  'department_ids',
  'employee_ids',
  'counterparty_ids',
  'project_ids',
  'attributes',
] as const;

export type FlatRow = Readonly<Record<(typeof flatColumns)[number], string | number | null>>;

export const flatRow = (event: ExportedEvent, exportedId: (id: string) => string): FlatRow => {
  const { letter, subject } = event;
  const idsOf = (type: ObjectType): string =>
    [...new Set(event.objects.filter((object) => object.type === type).map(({ id }) => exportedId(id)))].join(
      ' ',
    );
  return {
    event_id: exportedId(event.id),
    type: event.type,
    time: event.time,
    category: event.category,
    subject_id: subject ? exportedId(subject.id) : null,
    revision: event.revision,
    actor_id: event.actor ? exportedId(event.actor) : null,
    on_behalf_of_id: event.onBehalfOf ? exportedId(event.onBehalfOf) : null,
    letter_id: letter ? exportedId(letter.id) : null,
    letter_direction: letter?.direction ?? null,
    letter_status: letter?.status ?? null,
    department_ids: idsOf('department'),
    employee_ids: idsOf('employee'),
    counterparty_ids: idsOf('counterparty'),
    project_ids: idsOf('project'),
    attributes: JSON.stringify(event.attributes),
  };
};
