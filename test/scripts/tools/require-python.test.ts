import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MissingPython, requirePython } from '../../../scripts/tools/require-python';

let programs: string;

beforeEach(() => {
  programs = mkdtempSync(join(tmpdir(), 'programs-'));
  vi.stubEnv('PATH', programs);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(programs, { recursive: true });
});

function installPython(script: string): void {
  writeFileSync(join(programs, 'python3'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

it('misses Python where there is none', async () => {
  await expect(requirePython()).rejects.toBeInstanceOf(MissingPython);
});

it('misses Python where it makes no virtual environments', async () => {
  installPython('exit 1');
  await expect(requirePython()).rejects.toThrow(
    'there is no python3 that makes virtual environments',
  );
});

it('takes a Python that has all it asks for', async () => {
  installPython('[ "$2" = "import venv, ensurepip" ]');
  await expect(requirePython()).resolves.toBeUndefined();
});
