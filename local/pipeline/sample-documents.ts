import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

/** A document as text, as OCR would read it. */
export interface SampleDocument {
  /** E.g. `invoice`. */
  readonly name: string;
  readonly text: string;
}

const FOLDER = join(__dirname, '..', 'samples');

/** The documents of `local/samples`, by name. */
export async function readSampleDocuments(): Promise<readonly SampleDocument[]> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.txt')).sort();
  return Promise.all(
    files.map(async (file) => ({
      name: basename(file, '.txt'),
      text: await readFile(join(FOLDER, file), 'utf8'),
    })),
  );
}
