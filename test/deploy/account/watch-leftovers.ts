import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';

export interface Leftovers {
  /** Temporary files and folders that were created since and still exist. */
  readonly files: readonly string[];
  /** How many more servers listen than before. */
  readonly servers: number;
}

/** Watches what is left from now on. Until the end of the test temporary files have their own folder. */
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
