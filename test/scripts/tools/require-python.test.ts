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

it('misses Python if there is none', async () => {
  await expect(requirePython()).rejects.toBeInstanceOf(MissingPython);
});

it('misses Python if it creates no virtual environments', async () => {
  installPython('exit 1');
  await expect(requirePython()).rejects.toThrow(
    'there is no python3 that creates virtual environments',
  );
});

it('accepts a Python with both modules', async () => {
  installPython('[ "$2" = "import venv, ensurepip" ]');
  await expect(requirePython()).resolves.toBeUndefined();
});
