import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { onTestFinished, vi } from 'vitest';

const ROOT = join(__dirname, '..', '..');
const PROGRAM = join(ROOT, 'local', 'start.ts');
const TSX = pathToFileURL(join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;

/** A running `npm start`. */
export interface RunningStart {
  readonly child: ChildProcess;
  /** The output so far. */
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  /** Resolves with the exit code, or the signal's name. */
  readonly ended: Promise<number | string>;
}

/** Runs the command of the script `start` in its own process group, as a shell does. */
export function runStart(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  cwd = ROOT,
): RunningStart {
  const child = spawn(process.execPath, ['--import', TSX, PROGRAM, ...words], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, output: () => output, ended };
}

/** Starts it on free ports, and waits until it has printed everything. */
export async function startUp(
  words: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Promise<RunningStart & { readonly url: string; readonly awsUrl: string }> {
  const running = runStart(
    ['--port', '0', '--aws-port', '0', '--latency-scale', '0', ...words],
    environment,
  );
  await vi.waitFor(() => {
    if (!running.output().stdout.includes('Ctrl-C stops the router.')) throw new Error('not up');
  });
  const { stdout } = running.output();
  const url = /^Router +(\S+)$/m.exec(stdout)?.[1] ?? '';
  const awsUrl = /^Parameter Store +(\S+)/m.exec(stdout)?.[1] ?? '';
  return { ...running, url, awsUrl };
}
