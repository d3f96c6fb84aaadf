import { expect, it } from 'vitest';
import { checkCosts } from '../../../soak/checks/costs';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
/** 100 tokens at 165 nano-dollars and 10 at 1,375. */
const RECEIPT = {
  request_id: 'request-1',
  action: 'converse',
  usage: { inputTokens: 100, outputTokens: 10 },
  attempts: [
    { model_id: 'google.gemma-3-27b-it', tier: 'flex', result: 503 },
    { model_id: NOVA, tier: 'flex', result: 200 },
  ],
  estimated_cost_usd: 0.00003025,
};

it.each([
  ['the cost of its usage', {}],
  ['the cost on the tier that served', { resolved_tier: 'default', estimated_cost_usd: 0.0000605 }],
  ['no usage', { usage: undefined, estimated_cost_usd: undefined }],
  ['no cost of token counting', { action: 'count-tokens', estimated_cost_usd: undefined }],
])('accepts a receipt with %s', (_, changes) => {
  expect(checkCosts([{ ...RECEIPT, ...changes }])).toEqual([]);
});

it.each([
  ['seven times the cost', { estimated_cost_usd: 0.00021175 }],
  ['no cost', { estimated_cost_usd: undefined }],
  ['the cost on the requested tier', { resolved_tier: 'default' }],
  ['the cost of half a token less', { estimated_cost_usd: 0.0000295625 }],
])('finds a receipt with %s', (_, changes) => {
  const problems = checkCosts([{ ...RECEIPT, ...changes }]);
  expect(problems).toEqual([
    expect.stringMatching(/^receipt request-1 has a cost of .+ nano-dollars, but its usage costs/),
  ]);
});
