import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { fetchNode } from '../../scripts/tools/fetch-node';
import { fetchRuntimeClient } from '../../scripts/tools/fetch-runtime-client';
import { preparePython } from '../../scripts/tools/prepare-python';
import { MissingPython } from '../../scripts/tools/require-python';

/** The folders of external programs, or why they are missing. */
export type DeployTools =
  | {
      readonly kind: 'ready';
      /** The folder of `aws`, `cfn-lint` and `python`. */
      readonly pythonPrograms: string;
      /** The folder of the `node` that Lambda has. */
      readonly nodePrograms: string;
      readonly runtimeClient: string;
    }
  | { readonly kind: 'missing'; readonly reason: string };

declare module 'vitest' {
  interface ProvidedContext {
    readonly deployTools: DeployTools;
  }
}

/** Holds the reason why nothing was tested; `scripts/sum-results.mjs` reads it. */
const SKIP_NOTE = join(__dirname, '..', '..', 'dist', 'results', 'deploy.skipped.txt');

/** Fetches them once for all files. Outside of CI they may be missing; in CI only Python may. */
export async function setup({ provide }: TestProject): Promise<void> {
  rmSync(SKIP_NOTE, { force: true });
  try {
    provide('deployTools', await prepareTools());
  } catch (error) {
    if (process.env['CI'] && !(error instanceof MissingPython)) throw error;
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : [];
    console.log(`Deployment is not tested: ${reason}.`);
    mkdirSync(dirname(SKIP_NOTE), { recursive: true });
    writeFileSync(SKIP_NOTE, reason);
    provide('deployTools', { kind: 'missing', reason });
  }
}

async function prepareTools(): Promise<DeployTools> {
  return {
    kind: 'ready',
    pythonPrograms: await preparePython(),
    nodePrograms: await fetchNode('24'),
    runtimeClient: await fetchRuntimeClient(),
  };
}
