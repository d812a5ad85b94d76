import { streamName } from '../domain/event.ts';
import type { FileReference } from '../domain/letter/card.ts';
import type { Letter } from '../domain/letter/letter.ts';
import type { Organization } from '../domain/organization/organization.ts';
import type { Viewer } from '../domain/organization/viewer.ts';
import { erasureUnderWay, PRIVACY_STREAM } from '../domain/privacy/privacy.ts';
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts';
import { counterpartyAggregate, letterAggregate, privacyAggregate, projectAggregate } from './aggregates.ts';
import type { CommandHandler } from './command-handler.ts';
import type { FileInput } from './letter-requests.ts';
import type { FileCatalog } from './ports/file-catalog.ts';

/**
 * Checks that what a command names exists and may be named: a letter is never recorded with a counterparty,
 * project, person or file that there is not.
 */
export class References {
  readonly #handler: CommandHandler;
  readonly #files: FileCatalog;

  constructor(handler: CommandHandler, files: FileCatalog) {
    this.#handler = handler;
    this.#files = files;
  }

  /** The counterparty's id, or that of the one that it was merged into. */
  async counterparty(id: string): Promise<string | Refusal> {
    const { state } = await this.#handler.load(counterpartyAggregate, streamName('counterparty', id));
    if (!state) return refuse('NOT_FOUND', { what: 'counterparty', id });
    if (state.mergedInto) return this.counterparty(state.mergedInto);
    return state.erased ? refuse('PERSONAL_DATA_ERASED', { id }) : id;
  }

  async counterparties(ids: readonly string[]): Promise<Refusal | undefined> {
    return (await Promise.all(ids.map((id) => this.counterparty(id)))).find(isRefusal);
  }

  async openProject(id: string): Promise<Refusal | undefined> {
    const { state } = await this.#handler.load(projectAggregate, streamName('project', id));
    if (!state) return refuse('NOT_FOUND', { what: 'project', id });
    return state.open ? undefined : refuse('PROJECT_CLOSED', { id, code: state.details.code });
  }

  async openProjects(ids: readonly string[]): Promise<Refusal | undefined> {
    const refusals = await Promise.all(ids.map((id) => this.openProject(id)));
    return refusals.find((refusal) => refusal !== undefined);
  }

  /** Whether one of the employees is a member of one of the projects. */
  async anyMember(projectIds: readonly string[], employeeIds: readonly string[]): Promise<boolean> {
    const members = await this.members(projectIds);
    return employeeIds.some((id) => members.has(id));
  }

  /** The members of the projects, of all of them together. */
  async members(projectIds: readonly string[]): Promise<ReadonlySet<string>> {
    const projects = await Promise.all(
      projectIds.map((id) => this.#handler.load(projectAggregate, streamName('project', id))),
    );
    return new Set(projects.flatMap(({ state }) => state?.details.memberIds ?? []));
  }

  async letter(id: string): Promise<Letter | undefined> {
    const { state } = await this.#handler.load(letterAggregate, streamName('letter', id));
    return state && state.status !== 'abandoned' ? state : undefined;
  }

  department(organization: Organization, id: string): Refusal | undefined {
    const department = organization.departments.get(id);
    return department && !department.closed ? undefined : refuse('UNKNOWN_DEPARTMENT', { id });
  }

  /** Living employees of the organisation. */
  employees(organization: Organization, ids: readonly string[]): Refusal | undefined {
    for (const id of ids) {
      const employee = organization.employees.get(id);
      if (!employee) return refuse('UNKNOWN_EMPLOYEE', { id });
      if (employee.dismissed) return refuse('EMPLOYEE_DISMISSED', { id, name: employee.name });
    }
    return undefined;
  }

  /** The files, with the size and media type that the store knows; each must be the viewer's to use. */
  async files(inputs: readonly FileInput[], viewer: Viewer): Promise<readonly FileReference[] | Refusal> {
    const erased = await this.erasing(inputs);
    if (erased) return erased;
    const found = await Promise.all(inputs.map((input) => this.#file(input, viewer)));
    return found.find(isRefusal) ?? (found as readonly FileReference[]);
  }

  /**
   * A refusal where one of the files is ordered to be erased and not gone yet: whatever named it now could be left without
   * its bytes.
   */
  async erasing(files: readonly { readonly sha256: string }[]): Promise<Refusal | undefined> {
    if (files.length === 0) return undefined;
    const { state } = await this.#handler.load(privacyAggregate, PRIVACY_STREAM);
    for (const { sha256 } of files) {
      const erasure = erasureUnderWay(state, sha256);
      if (erasure) return refuse('FILE_ERASED', { sha256, erasureId: erasure.id });
    }
    return undefined;
  }

  async #file(input: FileInput, viewer: Viewer): Promise<FileReference | Refusal> {
    const file = await this.#files.find(input.sha256, viewer);
    return file
      ? { ...file, name: input.name ?? file.name }
      : refuse('FILE_UNKNOWN', { sha256: input.sha256 });
  }
}
