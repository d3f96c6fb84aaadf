import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundCall, type PricedModels } from '../../../../lambda/core/budgets/bound-cost';
import { measureRequest } from '../../../../lambda/core/budgets/cost-basis';
import { BUILT_IN_CATALOG } from '../../../../lambda/core/catalog/catalog';
import { priceInNanoUsd } from '../../../../lambda/core/pricing/price-usage';
import { Prices } from '../../../../lambda/core/pricing/prices';
import type { BodyFormat, WireRequest } from '../../../../lambda/core/wire/wire';
import { NOVA } from '../../../fakes/fake-router';
import { candidate } from '../../../fakes/plan';
import { readRequest } from '../../../fakes/request';
import { composeCatalog, US_EAST_PRICES } from '../catalog/compose-catalog';

const US_EAST = { catalog: BUILT_IN_CATALOG, prices: US_EAST_PRICES };

interface BoundOptions {
  readonly bodyFormat?: BodyFormat;
  readonly models?: PricedModels;
}

function bound(
  request: WireRequest,
  text = 'N',
  { bodyFormat = 'converse', models = US_EAST }: BoundOptions = {},
) {
  return boundCall(measureRequest(request, { bodyFormat }), candidate(text), models);
}

describe('the most that a call can cost', () => {
  it('is that of a body in the format of a model', () => {
    const body = Buffer.from('{"inferenceConfig":{"max_new_tokens":1000}}');
    expect(bound(readRequest(body, 'invoke'), 'N', { bodyFormat: 'family' })).toEqual({
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

  it.each([
    ['its own limit', 'claude', 2_001, 2_001],
    ['the limit that thinking raises', 'claude', 50, 2_050],
    ['its own limit, where thinking raises none', 'N', 50, 50],
  ])('is that of %s: %s, %d tokens', (_, model, maxTokens, mostTokens) => {
    const text = JSON.stringify({ inferenceConfig: { maxTokens } });
    const settings = { thinking: { budgetTokens: 2_000 } };
    const [input, output] = model === 'N' ? [330, 2_750] : [6_600, 16_500];
    expect(bound({ ...readRequest(text), settings }, model)).toEqual({
      kind: 'bounded',
      nanoUsd: text.length * input + mostTokens * output,
    });
  });

  describe('with rates for long prompts', () => {
    const price = {
      profiles: ['us'],
      rates: { default: [1, 0, 0.1, 1.25, 2] },
      above: [
        { promptTokens: 10_000, rates: { default: [3, 0] } },
        { promptTokens: 20_000, rates: { default: [2, 0] } },
        { promptTokens: 90_000, rates: {} },
      ],
    };
    const catalog = composeCatalog({ id: 'acme.large', outputTokens: 7, prices: [price] });
    const models = { catalog, prices: new Prices({ catalog, region: 'us-east-1' }) };

    it.each([
      ['of every prompt, written for an hour', 1_000, 2_000],
      ['of every prompt, up to the limit', 10_000, 2_000],
      ['of the long prompts that can be reached', 10_001, 3_000],
      ['of the dearest, not of the longest', 20_001, 3_000],
      ['that is known, of a prompt without a price', 90_001, 3_000],
    ])('is that by the rates %s: %d bytes', (_, length, nanoUsdPerToken) => {
      const text = `{"messages":["${'x'.repeat(length - 17)}"]}`;
      expect(text.length).toBe(length);
      expect(bound(readRequest(text), 'us.acme.large', { models })).toEqual({
        kind: 'bounded',
        nanoUsd: length * nanoUsdPerToken,
      });
    });
  });

  it.each([
    ['every byte', 'L', 299_999, 299_999 * 60 + 240],
    ['the longest prompt that the model takes', 'L', 300_001, 300_000 * 60 + 240],
    ['every byte that a beta header may allow', 'claude', 1_048_576, 1_048_576 * 6_600 + 16_500],
    ['the longest context of a beta header', 'claude', 1_048_577, 1_048_576 * 6_600 + 16_500],
  ])('is that of %s: %s, %d bytes', (_, model, length, nanoUsd) => {
    const [before, after] = ['{"messages":["', '"],"inferenceConfig":{"maxTokens":1}}'];
    const text = 'x'.repeat(length - before.length - after.length);
    expect(bound(readRequest(before + text + after), model)).toEqual({ kind: 'bounded', nanoUsd });
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
          cacheWriteOneHourInputTokens: 0,
        };
        const cost = priceInNanoUsd(US_EAST_PRICES, { baseModelId: NOVA, tier: 'default', usage });
        const most = bound(readRequest(written));
        expect(most.kind === 'bounded' && most.nanoUsd >= (cost ?? Number.NaN)).toBe(true);
      },
    );
    fc.assert(property);
  });
});
