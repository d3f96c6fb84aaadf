import { describe, expect, it } from 'vitest';
import { countMetrics } from '../../../bench/cost/count-metrics';
import { composeDimensionSets } from '../../../lambda/adapters/telemetry/request-dimensions';
import { composeRequestMetrics } from '../../../lambda/adapters/telemetry/request-metrics';
import { composeEnded, composeReplied } from '../../fakes/compose-outcome';

const REPLY = JSON.stringify({ usage: { inputTokens: 250, outputTokens: 120, totalTokens: 370 } });

describe('custom metrics', () => {
  it('of one operation on one model are what the router publishes of a served request', () => {
    const receipt = composeEnded(composeReplied(200, REPLY));
    const names = composeRequestMetrics(receipt);
    const sets = receipt.asked ? composeDimensionSets(receipt.asked, receipt.served) : [];
    expect(names.length * sets.length).toBe(14);
    expect(countMetrics({ operations: 1, models: 1, callers: 0 }).served).toBe(14);
  });

  it.each([
    [1, 1, 0, 14, 40],
    [3, 3, 0, 42, 120],
    [3, 3, 2, 56, 160],
  ])(
    'of %d operations, %d models on a tier and %d callers are %d, or %d at most',
    (operations, models, callers, served, atMost) => {
      expect(countMetrics({ operations, models, callers })).toEqual({ served, atMost });
    },
  );
});
