import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_OPERATIONS } from '../../../../lambda/contract';
import { SERVICE_TIERS } from '../../../../lambda/core/ids/service-tier';
import { formatTieredModelId } from '../../../../lambda/core/ids/tiered-model-id';
import { parseRoute, ROUTE_PATTERN, type Route } from '../../../../lambda/core/routing/route';
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
      `${NOVA}:flex,${NOVA}`,
      [
        { baseModelId: NOVA, tier: 'flex' },
        { baseModelId: NOVA, tier: 'default' },
      ],
    ],
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
    [`${NOVA},`, 'invalid-model-id', '"" is not a tiered model ID: it is empty'],
    [`${NOVA},,${GEMMA}`, 'invalid-model-id', '"" is not a tiered model ID: it is empty'],
    [
      `${NOVA};${GEMMA}`,
      'invalid-model-id',
      '"us.amazon.nova-2-lite-v1:0;google.gemma-3-27b-it" is not a tiered model ID: no model ID contains ";"',
    ],
    [
      `${NOVA},${GEMMA}:turbo`,
      'invalid-model-id',
      '"google.gemma-3-27b-it:turbo" is not a tiered model ID: "turbo" is neither a version nor one of the tiers priority, default, flex, reserved',
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

  it('accepts what a route is written as', () => {
    fc.assert(
      fc.property(arbitraryRoute, (route) => {
        expect(formatRoute(route)).toMatch(pattern);
      }),
    );
  });

  it.each([
    ...Object.values(DEFAULT_OPERATIONS),
    'us.amazon.nova-2-lite-v1:0:standard',
    'us.amazon.nova-2-lite-v1:0:flex,us.amazon.nova-2-lite-v1:0',
    'us.anthropic.claude-sonnet-4-6:reserved',
    'us-gov.anthropic.claude-sonnet-4-6:flex',
    'amazon.nova-lite-v1:0:300k',
    'amazon.nova-premier-v1:0:mm:flex',
    'amazon.titan-embed-text-v1:2:8k',
    'amazon.nova-2-pro-preview-20251202-v1:0:flex',
    'amazon.nova-2-lite-omni-v1:priority',
    'openai.gpt-oss-120b-1:0',
    'openai.gpt-oss-safeguard-20b:flex',
    'qwen.qwen3-235b-a22b-2507-v1:0',
    'deepseek.v3-v1:0:flex',
    'minimax.minimax-m2',
    'mistral.mistral-large-3-675b-instruct',
    'moonshot.kimi-k2-thinking',
    'nvidia.nemotron-nano-9b-v2',
    'zai.glm-4.7-flash:priority',
    `${PROFILE}:flex`,
    'arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEFGHIJ:12',
    'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0:300k',
    'arn:aws-us-gov:bedrock:us-gov-west-1:111122223333:inference-profile/us-gov.amazon.nova-pro-v1:0',
    'arn:aws:sagemaker:us-east-1:111122223333:endpoint/My-Endpoint',
  ])('accepts %s', (text) => {
    expect(text).toMatch(pattern);
    expect(parseRoute(text)).toBeDefined();
  });

  it.each([
    '',
    ' ',
    ` ${NOVA}`,
    `${NOVA} `,
    `${NOVA}, ${GEMMA}`,
    `${NOVA},`,
    `,${NOVA}`,
    `${NOVA},,${GEMMA}`,
    `${NOVA};${GEMMA}`,
    `${NOVA}:FLEX`,
    `${NOVA}:turbo`,
    `${NOVA}-flex`,
    `${NOVA}_flex`,
    `${NOVA}:flex:flex`,
    `${NOVA}:flex:priority`,
    `${NOVA}:flex:0`,
    `${NOVA}:`,
    ':flex',
    'flex',
    'classification',
    `${GEMMA}:flex,flex`,
    `${PROFILE}:turbo`,
    'arn:aws:bedrock',
    `"${NOVA}"`,
    '*',
  ])('refuses %j', (text) => {
    expect(text).not.toMatch(pattern);
  });

  it('refuses a long value at once', () => {
    expect(`${'a-'.repeat(2000)}${'.a'.repeat(48)}!`).not.toMatch(pattern);
    expect(`${`${NOVA}:flex,`.repeat(125)}flex`).not.toMatch(pattern);
    expect(`arn:aws${'-a'.repeat(500)}:${'a:'.repeat(1500)}`).not.toMatch(pattern);
  });
});
