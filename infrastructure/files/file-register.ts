import { type Kysely, sql } from 'kysely';
import type { FileCatalog } from '../../application/ports/file-catalog.ts';
import { SYSTEM } from '../../domain/event.ts';
import type { FileReference } from '../../domain/letter/card.ts';
import type { Viewer } from '../../domain/organization/viewer.ts';
import { fileOnVisibleLetter } from '../../projections/correspondence/lookups.ts';
import type { ReadModel } from '../../projections/read-model.ts';
import type { FileStore } from './file-store.ts';

/** Who uploaded which file. */
export class FileRegister implements FileCatalog {
  readonly #db: Kysely<unknown>;
  readonly #read: ReadModel;
  readonly #files: FileStore;

  constructor(db: Kysely<unknown>, read: ReadModel, files: FileStore) {
    this.#db = db;
    this.#read = read;
    this.#files = files;
  }

  async add(file: FileReference, uploadedBy: string): Promise<void> {
    await sql`
      insert into files.uploads (sha256, uploaded_by, name, size, media_type)
      values (${file.sha256}, ${uploadedBy}, ${file.name}, ${file.size}, ${file.mediaType})
      on conflict (sha256, uploaded_by) do update set name = excluded.name`.execute(this.#db);
  }

  async find(sha256: string, viewer: Viewer): Promise<FileReference | undefined> {
    // What was erased is no file any more, whoever has uploaded it or sees a letter that names it.
    if ((await this.#files.sizeOf(sha256)) === undefined) return undefined;
    const uploaded = await this.#uploaded(sha256, viewer);
    return uploaded ?? (await fileOnVisibleLetter(this.#read, sha256, viewer));
  }

  /** That they were ever uploaded, and under which names. */
  async forget(fileHashes: readonly string[]): Promise<void> {
    await sql`delete from files.uploads where sha256 = any(${[...fileHashes]}::text[])`.execute(this.#db);
  }

  async #uploaded(sha256: string, viewer: Viewer): Promise<FileReference | undefined> {
    // Imports have uploaded what they attach.
    const mine =
      viewer.employeeId === SYSTEM ? sql`true` : sql`uploaded_by = any(${[...viewer.employeeIds]}::text[])`;
    const { rows } = await sql<{ name: string; size: string; media_type: string }>`
      select name, size, media_type from files.uploads where sha256 = ${sha256} and ${mine}
      order by uploaded_at desc limit 1`.execute(this.#db);
    const [file] = rows;
    return file && { sha256, name: file.name, size: Number(file.size), mediaType: file.media_type };
  }
}
