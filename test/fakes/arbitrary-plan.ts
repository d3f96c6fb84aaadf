import fc from 'fast-check';
import type { BudgetResponse } from '../../lambda/core/callers/policy';
import { SERVICE_TIERS } from '../../lambda/core/ids/service-tier';
import type { Plan } from '../../lambda/core/routing/plan';
import { composeCaller } from './fake-budget-services';
import { plan } from './plan';

const MODELS = ['N', 'G', 'B', 'L', 'gemma', 'claude'];
const TIERS = ['', ':priority', ':flex'];

const candidateText = fc
  .tuple(fc.constantFrom(...MODELS), fc.constantFrom(...TIERS))
  .map(([model, tier]) => `${model}${tier}`);
const routeText = fc
  .uniqueArray(candidateText, { minLength: 1, maxLength: 6 })
  .map((ids) => ids.join(' > '));
const whenExceeded = fc.constantFrom<BudgetResponse>(
  { kind: 'reject' },
  { kind: 'demote-to-flex' },
  { kind: 'demote-to-operation', operation: 'cheap' },
);

/** Plans of requests that may be made, of callers with a budget. */
export function arbitraryPlan(): fc.Arbitrary<Plan> {
  const parts = fc.record({
    text: routeText,
    cheap: routeText,
    whenExceeded,
    action: fc.constantFrom('converse', 'invoke', 'converse-stream'),
    isStrict: fc.boolean(),
    asked: fc.option(fc.constantFrom('priority', 'flex', 'default'), { nil: undefined }),
    maxTokens: fc.nat({ max: 100_000 }),
  });
  return parts.map(({ text, cheap, action, isStrict, asked, maxTokens, ...budget }) =>
    plan(text, {
      action,
      caller: composeCaller(budget),
      headers: {
        'x-router-strict-tier': String(isStrict),
        ...(asked === undefined ? {} : { 'x-amzn-bedrock-service-tier': asked }),
      },
      body: JSON.stringify({ messages: [], inferenceConfig: { maxTokens } }),
      routes: { cheap },
      tiers: SERVICE_TIERS,
    }),
  );
}
