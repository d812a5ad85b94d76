import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { utf8 } from '../../domain/ledger/bytes.ts';
import { zipFolder } from '../../infrastructure/evidence/write-bag.ts';
import { FOLDER, type Sample, sampleBundle, seal } from './sample-bundle.ts';

/** A bundle with the verifiers in it, as a folder and as a zip. */
export interface Laid {
  readonly sample: Sample;
  readonly folder: string;
  readonly zip: string;
}

export const madeFile = (name: string): Promise<string> =>
  readFile(new URL(`../../infrastructure/evidence/verifier/made/${name}`, import.meta.url), 'utf8');

/** Lays the sample into that folder. `change`: after it was sealed, as somebody would who has no key. */
export const layBundle = async (
  into: string,
  change: (sample: Sample) => void = () => undefined,
): Promise<Laid> => {
  const sample = sampleBundle();
  sample.files.set('data/verify.mjs', utf8(await madeFile('verify.mjs')));
  sample.files.set('data/verify.html', utf8(await madeFile('verify.html')));
  seal(sample.files, sample.log.signer);
  change(sample);
  const folder = join(into, FOLDER);
  for (const [path, bytes] of sample.files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const zip = join(into, `${FOLDER}.zip`);
  await zipFolder(folder, zip);
  return { sample, folder, zip };
};
