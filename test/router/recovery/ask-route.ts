import type { FailureRule } from '../../../local/bedrock/failures/failure-rule';
import type { RunningRouter } from '../../clients/run-router';
import { ask, type RawAnswer } from '../../local/bedrock/ask';
import { readAttempts, tellArrival } from './numbered-requests';

export const US = 'us.amazon.nova-2-lite-v1:0';
export const GLOBAL = 'global.amazon.nova-2-lite-v1:0';
export const GEMMA = 'google.gemma-3-27b-it';

const CONVERSE = '{"messages":[{"role":"user","content":[{"text":"Invoice 4711"}]}]}';
const INVOKE =
  '{"schemaVersion":"messages-v1","messages":[{"role":"user","content":[{"text":"Invoice 4711"}]}]}';
const BODIES = {
  converse: CONVERSE,
  'converse-stream': CONVERSE,
  invoke: INVOKE,
  'invoke-with-response-stream': INVOKE,
};

export type Action = keyof typeof BODIES;

export interface Told {
  readonly status: number;
  readonly attempts: readonly string[];
  readonly tierFallback: string | undefined;
}

export function askRoute(
  router: RunningRouter,
  operation: string,
  { action = 'converse', headers = {} }: { action?: Action; headers?: Record<string, string> } = {},
): Promise<RawAnswer> {
  return ask(`${router.url}/model/${operation}/${action}`, { body: BODIES[action], headers });
}

/** What the head of an answer reports about recovery. */
export function readTold({ status, headers }: RawAnswer): Told {
  return {
    status,
    attempts: readAttempts(headers['x-router-attempts']),
    tierFallback: headers['x-router-tier-fallback']?.toString(),
  };
}

export function planFailures(router: RunningRouter, ...rules: readonly FailureRule[]): void {
  for (const rule of rules) router.bedrock.failures.add(rule);
}

/** What the emulator saw, as a receipt has it. */
export function listArrivals({ arrivals }: RunningRouter): readonly string[] {
  return arrivals.map(tellArrival);
}
