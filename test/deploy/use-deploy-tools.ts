import { inject } from 'vitest';
import type { DeployTools } from './prepare-tools';

export type ReadyTools = Extract<DeployTools, { kind: 'ready' }>;

/** Why tools are missing; undefined if they are ready. */
export function findLack(): string | undefined {
  const tools = inject('deployTools');
  return tools.kind === 'missing' ? tools.reason : undefined;
}

/** @throws Error if {@link findLack} returns a reason */
export function useDeployTools(): ReadyTools {
  const tools = inject('deployTools');
  if (tools.kind === 'ready') return tools;
  throw new Error(tools.reason);
}
