import type { TestProject } from 'vitest/node';
import { fetchNode } from '../../scripts/tools/fetch-node';
import { fetchRuntimeClient } from '../../scripts/tools/fetch-runtime-client';
import { preparePython } from '../../scripts/tools/prepare-python';

/** Where the programs from outside stand, or why there are none. */
export type DeployTools =
  | {
      readonly kind: 'ready';
      /** The folder of `moto_server`, `aws`, `cfn-lint` and `python`. */
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

/** Fetches them once for all files. On a laptop it may be that there are none; in CI that is a failure. */
export async function setup({ provide }: TestProject): Promise<void> {
  try {
    provide('deployTools', await prepareTools());
  } catch (error) {
    if (process.env['CI']) throw error;
    const [reason = ''] = error instanceof Error ? error.message.split('\n') : [];
    console.log(`Deployment is not tested: ${reason}.`);
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
