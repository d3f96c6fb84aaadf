import { describe, expect, it } from 'vitest';
import { expectCharge } from '../../../soak/checks/expect-charge';
import { composeRequest, RECEIPT } from './compose-round';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';

/** 100 bytes, and an answer of at most 100 tokens. */
const BODY = `{"messages":[],"inferenceConfig":{"maxTokens":100},"pad":"${'x'.repeat(40)}"}`;
const { usage: _, ...WITHOUT_USAGE } = RECEIPT;

it('has a body of 100 bytes', () => {
  expect(Buffer.byteLength(BODY)).toBe(100);
});

it.each([
  ['a reply by its usage', {}, 7_150],
  ['a reply on another tier by the price of that', { resolved_tier: 'default' }, 14_300],
  ['nothing for counting tokens', { action: 'count-tokens' }, 0],
  ['nothing for a refusal', { attempts: [] }, 0],
  ['nothing for an error', { attempts: [{ model_id: NOVA, tier: 'flex', result: 503 }] }, 0],
  [
    'a silent call by the most that it can cost: 100 × 330 + 100 × 2,750',
    { attempts: [{ model_id: NOVA, tier: 'default', result: 'silent' }] },
    308_000,
  ],
  [
    'a call for which Bedrock waited in vain, as a silent one',
    { attempts: [{ model_id: NOVA, tier: 'default', result: 408 }] },
    308_000,
  ],
  [
    'a call that broke off, and the reply of the next candidate',
    {
      attempts: [
        { model_id: GEMMA, tier: 'flex', result: 'broken' },
        { model_id: NOVA, tier: 'flex', result: 200 },
      ],
    },
    100 * 120 + 100 * 190 + 7_150,
  ],
])('charges %s', (_what, changes, nanoUsd) => {
  expect(expectCharge({ ...RECEIPT, ...changes }, composeRequest({ body: BODY }))).toBe(nanoUsd);
});

describe('charges a stream without usage the most that its call can cost:', () => {
  const BOUND = 100 * 165 + 100 * 1_375;

  it.each([
    ['on the tier that it asked for', {}, {}, BOUND],
    [
      'after a fallback',
      { attempts: [{ model_id: GEMMA, tier: 'flex', result: 200 }] },
      {},
      100 * 120 + 100 * 190,
    ],
    ['the longest answer if none is asked for', {}, { body: '{}' }, 2 * 165 + 65_536 * 1_375],
    [
      'the longest prompt that the model takes',
      {},
      { body: BODY.replace('xxx', 'x'.repeat(2_000_000)) },
      1_000_000 * 165 + 100 * 1_375,
    ],
  ])('%s', (_what, changes, request, nanoUsd) => {
    const charge = expectCharge(
      { ...WITHOUT_USAGE, ...changes },
      composeRequest({ body: BODY, ...request }),
    );
    expect(charge).toBe(nanoUsd);
  });
});
