import { CACHE_METRICS } from '../../contract';
import { describeFailure } from '../../core/errors/describe-cause';
import type { LineWriter } from './line-writer';

/** Logs and counts that the reply cache is not available. */
export function recordCacheFailure(lines: LineWriter, cause: unknown): void {
  lines.error('Reply cache unavailable; requests do without it for some seconds', {
    cause: describeFailure(cause),
  });
  const metric = { name: CACHE_METRICS.cacheErrors, unit: 'Count', value: 1 } as const;
  lines.publish({ timestamp: Date.now(), sets: [{}], metrics: [metric] });
}
