import type { Outcome } from './outcome';
import type { Router } from './ports';

/** Records a request that ended before it had set out. */
export function recordUnrouted(
  requestId: string,
  outcome: Outcome,
  router: Pick<Router, 'telemetry' | 'clock'>,
): void {
  router.telemetry.recordRequest({
    requestId,
    origin: undefined,
    outcome,
    interruption: undefined,
    startedAt: router.clock(),
    totalMillis: 0,
    bedrockMillis: 0,
  });
}
