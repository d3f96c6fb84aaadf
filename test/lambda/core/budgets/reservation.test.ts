import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canEverFit, composeReservation } from '../../../../lambda/core/budgets/reservation';
import { BUILT_IN_CATALOG, findModel } from '../../../../lambda/core/catalog/catalog';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { priceInNanoUsd } from '../../../../lambda/core/pricing/price-usage';
import { arbitraryPlan } from '../../../fakes/arbitrary-plan';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { type PlanOptions, plan } from '../../../fakes/plan';

/** Of 52 bytes. */
const BODY = '{"messages":[],"inferenceConfig":{"maxTokens":1000}}';
const STRICT = { headers: { 'x-router-strict-tier': 'true' } };
const AT = { id: 'id1', now: 1_795_246_200_500 };

function reserve(text: string, options: PlanOptions = {}) {
  const planned = plan(text, { caller: composeCaller(), body: BODY, ...options });
  return composeReservation(planned.calls, AT);
}

describe('a reservation', () => {
  it.each<[string, string, PlanOptions, number]>([
    ['the default tier, because flex may be refused', 'N:flex', {}, 52 * 330 + 2_750_000],
    [
      'flex if the default tier is not allowed',
      'N:flex',
      { tiers: ['flex'] },
      52 * 165 + 1_375_000,
    ],
    ['flex for a strict request', 'N:flex', STRICT, 52 * 165 + 1_375_000],
    ['priority', 'N:priority', {}, 52 * 577.5 + 4_812_500],
    [
      'the dearest fallback, with all input written to the cache for an hour',
      'N:flex > us.anthropic.claude-sonnet-4-5-20250929-v1:0',
      {},
      52 * 6_600 + 16_500_000,
    ],
  ])('is the most that a plan can cost: %s', (_, text, options, nanoUsd) => {
    expect(reserve(text, options)).toEqual({ id: 'id1', nanoUsd, expiresAt: 1_795_247_161 });
  });

  it.each([
    ['us.acme.unknown-v1:0:flex > N:flex', 'us.acme.unknown-v1:0:flex'],
    ['N:reserved', 'us.amazon.nova-2-lite-v1:0:reserved'],
  ])('is refused if the first call has no price: %s', (text, unpriced) => {
    expect(reserve(text)).toMatchObject({
      code: 'caller-not-allowed',
      message: `"${unpriced}" has no price, so a caller with a budget may not call it; its operator can add one in the parameter <prefix>/prices`,
    });
  });

  it('is refused if the latency mode that the request asks for has no price', () => {
    const body = '{"messages":[],"performanceConfig":{"latency":"optimized"}}';
    expect(reserve('N:flex', { body })).toMatchObject({
      code: 'caller-not-allowed',
      message:
        'the latency mode "optimized" has no price, so a caller with a budget may not ask for it',
    });
  });

  it('is never below what any call of the plan costs, whatever it uses within its limits', () => {
    fc.assert(
      fc.property(arbitraryPlan(), fc.nat(), fc.nat(), ({ calls, prices, request }, one, other) => {
        const reservation = composeReservation(calls, AT);
        if (reservation instanceof RouterError) return;
        const { inferenceConfig } = JSON.parse(request.body.text);
        for (const { candidate } of calls) {
          const longest = findModel(BUILT_IN_CATALOG, candidate.baseModelId)?.outputTokens;
          const most = Math.min(inferenceConfig.maxTokens, longest ?? Number.POSITIVE_INFINITY);
          const usage = {
            inputTokens: one % (request.body.text.length + 1),
            outputTokens: other % (most + 1),
            cacheReadInputTokens: 0,
            cacheWriteInputTokens: 0,
            cacheWriteOneHourInputTokens: 0,
          };
          const cost = priceInNanoUsd(prices, { ...candidate, usage }) ?? Number.NaN;
          expect(reservation.nanoUsd).toBeGreaterThanOrEqual(cost);
        }
      }),
    );
  });
});

it.each([
  [999, 1_000, true],
  [1_000, 1_000, true],
  [1_001, 1_000, false],
  [1_001, undefined, true],
  [Number.POSITIVE_INFINITY, undefined, false],
  [Number.NaN, 1_000, false],
  [1e300, undefined, false],
  [0.5, 1_000, false],
])('%d nano-dollars within %s ever fit: %s', (nanoUsd, limitNanoUsd, fits) => {
  expect(canEverFit({ id: 'id1', nanoUsd, expiresAt: 0 }, limitNanoUsd)).toBe(fits);
});
