import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../../scripts/tools/run-command';
import type { EmulatedAccount } from './emulated-account';

export interface FunctionCode {
  /** The zip file, unpacked. */
  readonly folder: string;
  /** The zip file's, in base64, as Lambda reports it. */
  readonly sha256: string;
  remove(): void;
}

/** Fetches a function's zip file from the account and unpacks it with Python, because Node.js cannot. */
export async function fetchFunctionCode(
  account: EmulatedAccount,
  functionName: string,
  pythonPrograms: string,
): Promise<FunctionCode> {
  const folder = mkdtempSync(join(tmpdir(), 'function-code-'));
  const remove = () => rmSync(folder, { recursive: true });
  const zip = join(folder, 'function.zip');
  const codeFolder = join(folder, 'code');
  try {
    await fetchZip(account, functionName, zip);
    await runCommand(join(pythonPrograms, 'python'), ['-m', 'zipfile', '-e', zip, codeFolder]);
    const sha256 = createHash('sha256').update(readFileSync(zip)).digest('base64');
    return { folder: codeFolder, sha256, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

async function fetchZip({ aws }: EmulatedAccount, functionName: string, file: string) {
  const { Code } = await aws<{ Code: { Location: string } }>(
    ...['lambda', 'get-function', '--function-name', functionName],
  );
  writeFileSync(file, Buffer.from(await (await fetch(Code.Location)).arrayBuffer()));
}

/** Returns the SHA-256 of every file below a folder, by path. */
export function digestFiles(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.map((path) => [path, digest(join(folder, path))]));
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
