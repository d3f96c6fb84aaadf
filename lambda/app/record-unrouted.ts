import type { Outcome } from './outcome';
import type { RequestRecord, Router } from './ports';

/** Records a request that ended before it had set out. */
export function recordUnrouted(
  { requestId, callerId }: Pick<RequestRecord, 'requestId' | 'callerId'>,
  outcome: Outcome,
  router: Pick<Router, 'telemetry' | 'clock'>,
): void {
  router.telemetry.recordRequest({
    requestId,
    callerId,
    outcome,
    interruption: undefined,
    startedAt: router.clock(),
    totalMillis: 0,
    bedrockMillis: 0,
  });
}
