import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** The text of a document, as OCR would return it. */
export interface SampleDocument {
  /** E.g. `invoice`. */
  readonly name: string;
  readonly text: string;
}

const FOLDER = join(__dirname, '..', 'samples');

/** Reads the documents in `local/samples`, sorted by name. */
export async function readSampleDocuments(): Promise<readonly SampleDocument[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.txt')).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: basename(file, '.txt'),
      text: await readFile(join(FOLDER, file), 'utf8'),
    })),
  );
}
