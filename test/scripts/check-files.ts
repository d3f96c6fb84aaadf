import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

const SCRIPTS = join(__dirname, '..', '..', 'scripts');

/** Runs a script in a folder that has just these files, and names them to it. */
export function checkFiles(script: string, files: Readonly<Record<string, string>>) {
  const cwd = mkdtempSync(join(tmpdir(), 'checkout-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, file)), { recursive: true });
    writeFileSync(join(cwd, file), text);
  }
  const words = [join(SCRIPTS, script), ...Object.keys(files)];
  const { status, stdout } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8' });
  return { code: status, lines: stdout.split('\n').slice(0, -1) };
}
