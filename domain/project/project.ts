import { type Decision, refuse } from '../refusal.ts';
import type { ProjectDetails, ProjectEvent } from './events.ts';

export interface Project {
  readonly id: string;
  readonly details: ProjectDetails;
  readonly open: boolean;
}

export type ProjectCommand =
  | { readonly name: 'openProject'; readonly details: ProjectDetails }
  | { readonly name: 'changeProject'; readonly details: Partial<ProjectDetails> }
  | { readonly name: 'closeProject'; readonly reason?: string }
  | { readonly name: 'reopenProject'; readonly reason: string };

/** What follows from a command on a project. That its code is no other project's is checked before. */
export const decideProject = (
  project: Project | undefined,
  command: ProjectCommand,
): Decision<ProjectEvent> => {
  if (command.name === 'openProject') {
    return project
      ? refuse('WRONG_STATE', { command: command.name, status: project.open ? 'open' : 'closed' })
      : [{ type: 'ProjectOpened', data: { details: command.details } }];
  }
  if (!project) return refuse('NOT_FOUND', { what: 'project' });
  switch (command.name) {
    case 'changeProject': {
      if (!project.open) return refuse('PROJECT_CLOSED', { id: project.id, code: project.details.code });
      const details = { ...project.details, ...command.details };
      if (JSON.stringify(details) === JSON.stringify(project.details)) return refuse('NOTHING_CHANGED');
      return [{ type: 'ProjectChanged', data: { details } }];
    }
    case 'closeProject':
      return project.open
        ? [{ type: 'ProjectClosed', data: { ...(command.reason && { reason: command.reason }) } }]
        : refuse('PROJECT_CLOSED', { id: project.id, code: project.details.code });
    case 'reopenProject':
      return project.open
        ? refuse('WRONG_STATE', { command: command.name, status: 'open' })
        : [{ type: 'ProjectReopened', data: { reason: command.reason } }];
    default:
      return command satisfies never;
  }
};

/** The project after an event; `id` is its stream's. */
export const evolveProject = (project: Project | undefined, event: ProjectEvent, id: string): Project => {
  if (event.type === 'ProjectOpened') return { id, details: event.data.details, open: true };
  if (!project) throw new Error(`${event.type} cannot happen to a project that is not there`);
  switch (event.type) {
    case 'ProjectChanged':
      return { ...project, details: event.data.details };
    case 'ProjectClosed':
      return { ...project, open: false };
    case 'ProjectReopened':
      return { ...project, open: true };
    default:
      return event satisfies never;
  }
};
