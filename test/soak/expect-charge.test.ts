import { describe, expect, it } from 'vitest';
import { expectCharge } from '../../soak/expect-charge';
import { composeRequest, RECEIPT } from './budgeted-round';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';

/** 100 bytes, of which an answer of 100 tokens is asked. */
const BODY = `{"messages":[],"inferenceConfig":{"maxTokens":100},"pad":"${'x'.repeat(40)}"}`;
const { usage: _, ...UNTOLD } = RECEIPT;

/** What the receipt of a request with a body of 100 bytes comes to. */
function charge(changes: object, request: Parameters<typeof composeRequest>[0] = {}): number {
  return expectCharge({ ...RECEIPT, ...changes }, composeRequest({ body: BODY, ...request }));
}

function chargeUntold(changes: object, request: Parameters<typeof composeRequest>[0] = {}): number {
  return expectCharge({ ...UNTOLD, ...changes }, composeRequest({ body: BODY, ...request }));
}

it('has a body of 100 bytes', () => {
  expect(Buffer.byteLength(BODY)).toBe(100);
});

describe('charges', () => {
  it.each([
    ['a reply by its usage', {}, 7_150],
    ['a reply on another tier by that', { resolved_tier: 'default' }, 14_300],
    ['counting nothing', { action: 'count-tokens' }, 0],
    ['a refusal nothing', { attempts: [] }, 0],
    ['an error nothing', { attempts: [{ model_id: NOVA, tier: 'flex', result: 503 }] }, 0],
    [
      'a silent call the most that it can cost: 100 × 330 + 100 × 2,750',
      { attempts: [{ model_id: NOVA, tier: 'default', result: 'silent' }] },
      308_000,
    ],
    [
      'a call that broke off, and the reply that came instead',
      {
        attempts: [
          { model_id: GEMMA, tier: 'flex', result: 'broken' },
          { model_id: NOVA, tier: 'flex', result: 200 },
        ],
      },
      100 * 120 + 100 * 190 + 7_150,
    ],
  ])('%s', (_what, changes, nanoUsd) => {
    expect(charge(changes)).toBe(nanoUsd);
  });
});

describe('charges a stream that told no usage all that was set aside:', () => {
  it.each([
    ['the dearest of the route, on the default tier', {}, {}, 308_000],
    [
      'the tier that was asked for where that is dearer',
      {},
      { headers: { 'x-amzn-bedrock-service-tier': 'priority' } },
      100 * 577.5 + 100 * 4_812.5,
    ],
    ['the longest answer where none is asked for', {}, { body: '{}' }, 2 * 330 + 65_536 * 2_750],
    [
      'what is cheaper on flex where it was demoted',
      { tier_fallback: 'budget', attempts: [{ model_id: GEMMA, tier: 'flex', result: 200 }] },
      {},
      100 * 120 + 100 * 190,
    ],
    [
      'the model named where one is',
      {},
      { path: `/model/${NOVA}:flex/invoke-with-response-stream` },
      308_000,
    ],
  ])('%s', (_what, changes, request, nanoUsd) => {
    expect(chargeUntold(changes, request)).toBe(nanoUsd);
  });
});
