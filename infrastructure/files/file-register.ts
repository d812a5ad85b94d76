import { type Kysely, sql } from 'kysely';
import type { FileCatalog } from '../../application/ports/file-catalog.ts';
import { SYSTEM } from '../../domain/event.ts';
import type { FileReference } from '../../domain/letter/card.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { fileOnVisibleLetter } from '../../projections/correspondence/lookups.ts';
import type { ReadModel } from '../../projections/read-model.ts';

/** Who uploaded which file. */
export class FileRegister implements FileCatalog {
  readonly #db: Kysely<unknown>;
  readonly #read: ReadModel;

  constructor(db: Kysely<unknown>, read: ReadModel) {
    this.#db = db;
    this.#read = read;
  }

  async add(file: FileReference, uploadedBy: string): Promise<void> {
    await sql`
      insert into files.uploads (sha256, uploaded_by, name, size, media_type)
      values (${file.sha256}, ${uploadedBy}, ${file.name}, ${file.size}, ${file.mediaType})
      on conflict (sha256, uploaded_by) do update set name = excluded.name`.execute(this.#db);
  }

  async find(sha256: string, viewer: Viewer): Promise<FileReference | undefined> {
    const uploaded = await this.#uploaded(sha256, viewer);
    return uploaded ?? (await fileOnVisibleLetter(this.#read, sha256, viewer));
  }

  async #uploaded(sha256: string, viewer: Viewer): Promise<FileReference | undefined> {
    // Policies carry files from one letter to another for those who were allowed to put them there.
    const mine =
      viewer.employeeId === SYSTEM ? sql`true` : sql`uploaded_by = any(${[...viewer.employeeIds]}::text[])`;
    const { rows } = await sql<{ name: string; size: string; media_type: string }>`
      select name, size, media_type from files.uploads where sha256 = ${sha256} and ${mine}
      order by uploaded_at desc limit 1`.execute(this.#db);
    const [file] = rows;
    return file && { sha256, name: file.name, size: Number(file.size), mediaType: file.media_type };
  }
}
