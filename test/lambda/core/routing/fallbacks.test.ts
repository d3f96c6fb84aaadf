import { describe, expect, it } from 'vitest';
import type { ServiceTier } from '../../../../lambda/core/ids/service-tier';
import { formatTieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import type { AccessBounds } from '../../../../lambda/core/routing/access-bounds';
import { listFallbacks } from '../../../../lambda/core/routing/fallbacks';
import { parseRoute } from '../../../../lambda/core/routing/route';
import type { BedrockAction } from '../../../../lambda/core/wire/bedrock-action';

const US = 'us.amazon.nova-2-lite-v1:0';
const GLOBAL = 'global.amazon.nova-2-lite-v1:0';
const BARE = 'amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';

const ANY: AccessBounds = { models: 'any', tiers: ['priority', 'default', 'flex', 'reserved'] };
const asSuffixed = (suffix: ServiceTier): ServiceTier => suffix;

function list(action: BedrockAction, route: readonly string[], chooseTier = asSuffixed): string[] {
  const choice = { action, route: parseRoute(route.join(',')), chooseTier, bounds: ANY };
  return listFallbacks(choice).map(formatTieredModelId);
}

describe.each(['converse', 'converse-stream'] as const)('the fallbacks of a %s call', (action) => {
  it('are all but the first of its route, in order', () => {
    expect(list(action, [US])).toEqual([]);
    expect(list(action, [`${US}:flex`, US, `${GEMMA}:flex`])).toEqual([US, `${GEMMA}:flex`]);
  });

  it('take the tier that the request names, and those that become alike are one', () => {
    const asAsked = (): ServiceTier => 'priority';
    expect(list(action, [`${US}:flex`, US, `${GEMMA}:flex`, GEMMA], asAsked)).toEqual([
      `${GEMMA}:priority`,
    ]);
  });
});

describe.each(['invoke', 'invoke-with-response-stream'] as const)(
  'the fallbacks of an %s call',
  (action) => {
    it('are those of the same model, whose format its body has', () => {
      const route = [`${US}:flex`, US, GEMMA, GLOBAL, `${BARE}:priority`];
      expect(list(action, route)).toEqual([US, GLOBAL, `${BARE}:priority`]);
      expect(list(action, [GEMMA, US, `${GEMMA}:flex`])).toEqual([`${GEMMA}:flex`]);
    });
  },
);

it('of a count are other models alone, for it has no tier', () => {
  const asCounted = (): ServiceTier => 'default';
  expect(list('count-tokens', [`${US}:flex`, US, GEMMA], asCounted)).toEqual([GEMMA]);
});

describe('bounds', () => {
  const route = parseRoute([US, `${US}:flex`, `${GEMMA}:flex`, `${GEMMA}:priority`].join(','));
  const bounds: AccessBounds = { models: [GEMMA], tiers: ['flex'] };

  it('leave out every fallback on another model or tier', () => {
    const choice = { action: 'converse', route, chooseTier: asSuffixed, bounds } as const;
    expect(listFallbacks(choice).map(formatTieredModelId)).toEqual([`${GEMMA}:flex`]);
  });

  it('of tiers do not concern a count, which takes none', () => {
    const chooseTier = (): ServiceTier => 'default';
    const choice = { action: 'count-tokens', route, chooseTier, bounds } as const;
    expect(listFallbacks(choice).map(formatTieredModelId)).toEqual([GEMMA]);
  });
});
