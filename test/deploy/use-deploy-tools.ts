import { inject } from 'vitest';
import type { DeployTools } from './prepare-tools';

export type ReadyTools = Extract<DeployTools, { kind: 'ready' }>;

/** Why there is nothing to deploy with; undefined where there is. */
export function findLack(): string | undefined {
  const tools = inject('deployTools');
  return tools.kind === 'missing' ? tools.reason : undefined;
}

/** @throws Error where {@link findLack} finds one */
export function useDeployTools(): ReadyTools {
  const tools = inject('deployTools');
  if (tools.kind === 'ready') return tools;
  throw new Error(tools.reason);
}
