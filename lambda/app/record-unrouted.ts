import type { Outcome } from './outcome';
import type { RequestRecord, Router } from './ports';

/** Records a request that ended before it had set out. */
export function recordUnrouted(
  { requestId, origin }: Pick<RequestRecord, 'requestId' | 'origin'>,
  outcome: Outcome,
  router: Pick<Router, 'telemetry' | 'clock'>,
): void {
  router.telemetry.recordRequest({
    requestId,
    origin,
    outcome,
    interruption: undefined,
    startedAt: router.clock(),
    totalMillis: 0,
    bedrockMillis: 0,
  });
}
