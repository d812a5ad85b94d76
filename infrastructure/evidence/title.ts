import type { Viewer } from '../../domain/organization/viewer.ts';
import type { EvidenceScope } from '../../projections/correspondence/evidence-queries.ts';
import { findLetters } from '../../projections/correspondence/letter-queries.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import { findCounterparties, findProjects } from '../../projections/registers/queries.ts';

/** What a scope is called: the project's code and name, the counterparty's name, the letter's subject. */
export const titleOf = async (
  read: ReadModel,
  viewer: Viewer,
  { kind, id }: EvidenceScope,
): Promise<string> => {
  switch (kind) {
    case 'project': {
      const project = (await findProjects(read, 'everyone', [id])).get(id);
      return project ? `${project.details.code} ${project.details.name}` : id;
    }
    case 'counterparty':
      return (await findCounterparties(read, [id])).get(id)?.details.name ?? id;
    case 'letter':
    case 'thread':
      return (await findLetters(read, viewer, [id])).get(id)?.card.subject ?? id;
    default:
      return kind satisfies never;
  }
};
