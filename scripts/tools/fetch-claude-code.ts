import { join } from 'node:path';
import { installNpmPackages } from './install-npm-package';
import { CLAUDE_CODE_VERSION } from './tool-versions';

/**
 * Installs Claude Code: the program of this platform, without the script that its package would run.
 *
 * @returns the program's file
 * @throws Error if the registry is unavailable or has no program for this platform
 */
export async function fetchClaudeCode(): Promise<string> {
  const program = `@anthropic-ai/claude-code-${process.platform}-${process.arch}`;
  return join(await installNpmPackages([program], CLAUDE_CODE_VERSION), program, 'claude');
}
