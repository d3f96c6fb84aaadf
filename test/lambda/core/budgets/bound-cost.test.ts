import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundCall } from '../../../../lambda/core/budgets/bound-cost';
import { measureRequest } from '../../../../lambda/core/budgets/cost-basis';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import { priceInNanoUsd } from '../../../../lambda/core/pricing/price-usage';
import type { BodyFormat, WireRequest } from '../../../../lambda/core/wire/wire';
import { NOVA } from '../../../fakes/fake-router';
import { candidate } from '../../../fakes/plan';
import { readRequest } from '../../../fakes/request';

const SONNET = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';

function bound(request: WireRequest, text = 'N', bodyFormat: BodyFormat = 'converse') {
  return boundCall(measureRequest(request, { bodyFormat }), candidate(text), BUILT_IN_PRICES);
}

describe('the most that a call can cost', () => {
  it('is that of a body in the format of a model', () => {
    const body = Buffer.from('{"inferenceConfig":{"max_new_tokens":1000}}');
    expect(bound(readRequest(body, 'invoke'), 'N', 'family')).toEqual({
      kind: 'bounded',
      nanoUsd: 43 * 330 + 2_750_000,
    });
  });

  it('is that of the longest reply if a limit stands twice', () => {
    const text = '{"inferenceConfig":{"maxTokens":9,"maxTokens":1}}';
    // 65,536 tokens at 2,750 nano-dollars.
    const nanoUsd = text.length * 330 + 180_224_000;
    expect(bound(readRequest(text))).toEqual({ kind: 'bounded', nanoUsd });
  });

  it('is known for prompts longer in bytes than the price list has tokens', () => {
    const text = JSON.stringify({
      messages: ['x'.repeat(300_000)],
      inferenceConfig: { maxTokens: 1 },
    });
    const { length } = text;
    expect(bound(readRequest(text), SONNET)).toEqual({
      kind: 'bounded',
      nanoUsd: length * 4_125 + 16_500,
    });
  });

  it.each(['us.acme.unknown-v1:0', 'N:reserved'])('is unknown without a price: %s', (text) => {
    expect(bound(readRequest(), text)).toEqual({ kind: 'unpriced' });
  });

  it('counts what tools bring along', () => {
    const plain = bound(readRequest('{"system":[],"inferenceConfig":{"maxTokens":1}}'));
    const tools = bound(readRequest('{"toolConfig":{},"inferenceConfig":{"maxTokens":1}}'));
    expect(plain).toEqual({ kind: 'bounded', nanoUsd: 47 * 330 + 2_750 });
    expect(tools).toEqual({ kind: 'bounded', nanoUsd: 1_051 * 330 + 2_750 });
  });

  it('is never below what a reply of so many tokens costs', () => {
    const property = fc.property(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 1, max: 5_000 }),
      (text, maxTokens) => {
        const written = JSON.stringify({ messages: [text], inferenceConfig: { maxTokens } });
        const inputTokens = Buffer.byteLength(text);
        const usage = {
          inputTokens,
          outputTokens: maxTokens,
          cacheReadInputTokens: 0,
          cacheWriteInputTokens: 0,
        };
        const cost = priceInNanoUsd(BUILT_IN_PRICES, { baseModelId: NOVA, tier: 'default', usage });
        const most = bound(readRequest(written));
        expect(most.kind === 'bounded' && most.nanoUsd >= (cost ?? Number.NaN)).toBe(true);
      },
    );
    fc.assert(property);
  });
});
