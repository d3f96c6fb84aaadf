import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatedAccount } from './emulated-account';

/** Invokes a function with an empty event, as a schedule does, and returns its answer. */
export async function invokeFunction({ aws }: EmulatedAccount, name: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'invocation-'));
  const file = join(folder, 'answer.json');
  try {
    await aws('lambda', 'invoke', '--function-name', name, '--payload', 'e30=', file);
    return JSON.parse(readFileSync(file, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
