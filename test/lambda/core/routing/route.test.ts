import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_OPERATIONS } from '../../../../lambda/contract';
import { SERVICE_TIERS } from '../../../../lambda/core/ids/service-tier';
import { formatTieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import {
  chooseRoutePattern,
  parseRoute,
  ROUTE_PATTERN,
  type Route,
} from '../../../../lambda/core/routing/route';
import { formatRoute } from '../../../fakes/fixed-snapshots';
import { arbitraryBaseModelId } from '../ids/arbitrary-model-id';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const PROFILE = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';

const tieredModelId = fc.record({
  baseModelId: arbitraryBaseModelId,
  tier: fc.constantFrom(...SERVICE_TIERS),
});
const arbitraryRoute: fc.Arbitrary<Route> = fc
  .uniqueArray(tieredModelId, { minLength: 1, maxLength: 5, selector: formatTieredModelId })
  .map(([primary, ...fallbacks]) => {
    if (primary === undefined) throw new Error('a route has a primary');
    return [primary, ...fallbacks];
  });

describe('a route', () => {
  it.each([
    [NOVA, [{ baseModelId: NOVA, tier: 'default' }]],
    [
      ` ${GEMMA}:flex ,\t${PROFILE}:priority\n`,
      [
        { baseModelId: GEMMA, tier: 'flex' },
        { baseModelId: PROFILE, tier: 'priority' },
      ],
    ],
  ])('%j is read in its order', (text, route) => {
    expect(parseRoute(text)).toEqual(route);
  });

  it.each([
    ['', 'invalid-model-id', '"" is not a tiered model ID: it is empty'],
    [`${NOVA},,${GEMMA}`, 'invalid-model-id', '"" is not a tiered model ID: it is empty'],
    [
      `${NOVA},${GEMMA}:turbo`,
      'invalid-model-id',
      '"google.gemma-3-27b-it:turbo" is not a tiered model ID: "turbo" is neither a version nor one of the tiers priority, default, flex, reserved, ultrafast',
    ],
    [
      `${NOVA}:flex,${GEMMA},${NOVA}:flex`,
      'invalid-route',
      '"us.amazon.nova-2-lite-v1:0:flex,google.gemma-3-27b-it,us.amazon.nova-2-lite-v1:0:flex" names "us.amazon.nova-2-lite-v1:0:flex" twice',
    ],
    [
      `${NOVA}:standard,${NOVA}`,
      'invalid-route',
      '"us.amazon.nova-2-lite-v1:0:standard,us.amazon.nova-2-lite-v1:0" names "us.amazon.nova-2-lite-v1:0" twice',
    ],
  ])('%j is refused', (text, code, message) => {
    expect(() => parseRoute(text)).toThrow(expect.objectContaining({ code, message }));
  });

  it('that is long is quoted up to 256 characters', () => {
    const long = `${NOVA},test.${'m'.repeat(300)},${NOVA}`;
    expect(() => parseRoute(long)).toThrow(
      `"us.amazon.nova-2-lite-v1:0,test.${'m'.repeat(224)}" names "us.amazon.nova-2-lite-v1:0" twice`,
    );
  });

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(arbitraryRoute, (route) => {
        expect(parseRoute(formatRoute(route))).toEqual(route);
      }),
    );
  });
});

describe('the pattern of a route', () => {
  const pattern = new RegExp(ROUTE_PATTERN);

  it('is short enough for Parameter Store', () => {
    expect(ROUTE_PATTERN.length).toBeLessThanOrEqual(1024);
  });

  it('is longer for a route by a connection alone', () => {
    const route = 'us.amazon.nova-2-lite-v1:0:flex@frankfurt,us.amazon.nova-2-lite-v1:0';
    const connected = chooseRoutePattern(route);
    expect(connected.length).toBeLessThanOrEqual(1024);
    expect(route).toMatch(new RegExp(connected));
    expect(route).not.toMatch(pattern);
    expect(chooseRoutePattern('us.amazon.nova-2-lite-v1:0:flex')).toBe(ROUTE_PATTERN);
  });

  it('has the fifth tier for a route with that tier alone, with or without connections', () => {
    for (const route of [
      'openai.gpt-6-astra:ultrafast',
      'openai.gpt-6-astra:ultrafast@frankfurt,openai.gpt-6-astra',
    ]) {
      const longer = chooseRoutePattern(route);
      expect(longer.length).toBeLessThanOrEqual(1024);
      expect(route).toMatch(new RegExp(longer));
      expect(route).not.toMatch(pattern);
    }
    expect(chooseRoutePattern('openai.gpt-6-astra:reserved')).toBe(ROUTE_PATTERN);
  });

  it('accepts what a route is written as', () => {
    fc.assert(
      fc.property(arbitraryRoute, (route) => {
        const text = formatRoute(route);
        expect(text).toMatch(new RegExp(chooseRoutePattern(text)));
      }),
    );
  });

  it.each([
    ...Object.values(DEFAULT_OPERATIONS),
    'us.amazon.nova-2-lite-v1:0:standard',
    'us.amazon.nova-2-lite-v1:0:flex,us.amazon.nova-2-lite-v1:0',
    'amazon.nova-premier-v1:0:mm:flex',
    'zai.glm-4.7-flash:priority',
    `${PROFILE}:flex`,
    'arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEFGHIJ:12',
    'arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:inference-profile/us-gov.amazon.nova-pro-v1:0',
    'arn:aws:sagemaker:us-east-1:111122223333:endpoint/My-Endpoint',
  ])('accepts %s', (text) => {
    expect(text).toMatch(pattern);
    expect(parseRoute(text)).toBeDefined();
  });

  it.each([
    '',
    `${NOVA} `,
    `${NOVA}, ${GEMMA}`,
    `${NOVA},`,
    `,${NOVA}`,
    `${NOVA};${GEMMA}`,
    `${NOVA}:FLEX`,
    `${NOVA}:turbo`,
    `${NOVA}-flex`,
    `${NOVA}:flex:flex`,
    `${NOVA}:flex:0`,
    'amazon.nova-premier-v1:0:flex:mm',
    `${NOVA}:`,
    ':flex',
    'classification',
    `${GEMMA}:flex,flex`,
    `${PROFILE}:turbo`,
    `"${NOVA}"`,
  ])('refuses %j', (text) => {
    expect(text).not.toMatch(pattern);
  });

  it('refuses a long value at once', () => {
    expect(`${'a-'.repeat(2000)}${'.a'.repeat(48)}!`).not.toMatch(pattern);
    expect(`${`${NOVA}:flex,`.repeat(125)}flex`).not.toMatch(pattern);
    expect(`arn:aws${'-a'.repeat(500)}:${'a:'.repeat(1500)}`).not.toMatch(pattern);
  });
});
