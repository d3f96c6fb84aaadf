import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';

export interface CommandOptions {
  readonly cwd?: string;
  /** All variables of the command; by default those of this process. */
  readonly environment?: NodeJS.ProcessEnv;
}

/**
 * Runs a command to its end.
 *
 * @returns what it wrote to its standard output
 * @throws Error with its output if it ends with a code other than 0
 */
export async function runCommand(
  command: string,
  words: readonly string[],
  { cwd, environment = process.env }: CommandOptions = {},
): Promise<string> {
  const child = spawn(command, words, {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, stdout, stderr] = await Promise.all([
    ended,
    buffer(child.stdout),
    buffer(child.stderr),
  ]);
  if (code === 0) return stdout.toString('utf8');
  throw new Error(`${[command, ...words].join(' ')} ended with ${code}\n${stdout}${stderr}`);
}
