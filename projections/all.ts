import { audit } from './audit/audit.ts';
import { correspondence } from './correspondence/correspondence.ts';
import { figures } from './figures/figures.ts';
import { fileNamings } from './files/files.ts';
import { journals } from './journals/journals.ts';
import { mailQueue } from './mail-queue/mail-queue.ts';
import { type ProjectionName, projectionNames } from './projection-names.ts';
import { registers } from './registers/registers.ts';
import type { Projection } from './runner/projection.ts';
import { staff } from './staff/staff.ts';
import { versions } from './versions/versions.ts';

const byName: Readonly<Record<ProjectionName, Projection>> = {
  correspondence,
  registers,
  journals,
  audit,
  versions,
  'mail-queue': mailQueue,
  figures,
  staff,
  files: fileNamings,
};

/** Every read model that there is. */
export const allProjections: readonly Projection[] = projectionNames.map((name) => byName[name]);
