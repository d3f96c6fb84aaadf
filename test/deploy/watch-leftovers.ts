import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

export interface Leftovers {
  /** Temporary files and folders that were made since, and are still there. */
  readonly files: readonly string[];
  /** How many servers listen more than did then. */
  readonly servers: number;
}

/** From now on until the end of the test temporary files have a folder of their own. */
export function watchLeftovers(): () => Leftovers {
  const folder = mkdtempSync(join(tmpdir(), 'leftovers-'));
  vi.stubEnv('TMPDIR', folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  const before = countServers();
  return () => ({ files: readdirSync(folder), servers: countServers() - before });
}

function countServers(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length;
}
