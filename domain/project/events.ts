import { type Static, Type } from 'typebox';
import { defineEvent, type EventOf } from '../event.ts';
import { Fields, Id, Line, Reason } from '../fields.ts';

export const ProjectDetails = Fields({
  code: Type.String({ minLength: 1, maxLength: 50 }),
  name: Line,
  counterpartyIds: Type.Array(Id),
  memberIds: Type.Array(Id),
});
export type ProjectDetails = Static<typeof ProjectDetails>;

export const ProjectOpened = defineEvent('ProjectOpened', Fields({ details: ProjectDetails }));
export const ProjectChanged = defineEvent('ProjectChanged', Fields({ details: ProjectDetails }));
export const ProjectClosed = defineEvent('ProjectClosed', Fields({ reason: Type.Optional(Reason) }));
export const ProjectReopened = defineEvent('ProjectReopened', Fields({ reason: Reason }));

export const projectEvents = [ProjectOpened, ProjectChanged, ProjectClosed, ProjectReopened] as const;
export type ProjectEvent = EventOf<(typeof projectEvents)[number]>;
