import { inject } from 'vitest';
import { runCommand } from '../../scripts/tools/run-command';
import type { Programs } from './prepare-programs';

/** Why a program is missing; undefined if it is ready. */
export function findLack(name: keyof Programs): string | undefined {
  const program = inject('programs')[name];
  return program.kind === 'missing' ? program.reason : undefined;
}

/** @throws Error if {@link findLack} returns a reason */
export function usePath(name: keyof Programs): string {
  const program = inject('programs')[name];
  if (program.kind === 'ready') return program.path;
  throw new Error(program.reason);
}

/** A port where nothing listens: a program that calls another host than this one fails. */
const NOWHERE = 'http://127.0.0.1:9';

/** Runs a program that reaches loopback addresses only, with no other variables than these. */
export function runProgram(
  command: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const environment = {
    PATH: process.env['PATH'] ?? '',
    HTTP_PROXY: NOWHERE,
    HTTPS_PROXY: NOWHERE,
    https_proxy: NOWHERE,
    http_proxy: NOWHERE,
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    ...variables,
  };
  return runCommand(command, words, { environment });
}
