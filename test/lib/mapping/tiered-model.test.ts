import { Aws, Fn } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { ServiceTier, TieredModel } from '../../../lib';

const PROFILE_ARN =
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';

describe('TieredModel.of', () => {
  it.each([
    ['us.amazon.nova-2-lite-v1:0', undefined, 'us.amazon.nova-2-lite-v1:0'],
    ['us.amazon.nova-2-lite-v1:0', ServiceTier.FLEX, 'us.amazon.nova-2-lite-v1:0:flex'],
    ['google.gemma-3-27b-it', ServiceTier.PRIORITY, 'google.gemma-3-27b-it:priority'],
    ['google.gemma-3-27b-it', ServiceTier.DEFAULT, 'google.gemma-3-27b-it'],
    [PROFILE_ARN, ServiceTier.RESERVED, `${PROFILE_ARN}:reserved`],
  ])('writes %s on %s as %s', (baseModelId, tier, text) => {
    expect(TieredModel.of(baseModelId, tier).toString()).toBe(text);
  });

  it('refuses an ID with a tier', () => {
    expect(() => TieredModel.of('us.amazon.nova-2-lite-v1:0:flex')).toThrow(
      'TieredModel.of takes a model ID without a tier or a connection, got "us.amazon.nova-2-lite-v1:0:flex"; ' +
        "use TieredModel.of('us.amazon.nova-2-lite-v1:0', tier) or TieredModel.fromText('us.amazon.nova-2-lite-v1:0:flex')",
    );
  });

  it('refuses text that is not a model ID', () => {
    expect(() => TieredModel.of('nova 2 lite')).toThrow('no model ID contains " "');
  });

  it('does not check a value that is known only at deployment', () => {
    const arn = Fn.importValue('ProfileArn');
    expect(TieredModel.of(arn, ServiceTier.FLEX).baseModelId).toBe(arn);
  });
});

describe('TieredModel.fromText', () => {
  it.each([
    ['us.amazon.nova-2-lite-v1:0', 'us.amazon.nova-2-lite-v1:0', ServiceTier.DEFAULT],
    ['us.amazon.nova-2-lite-v1:0:flex', 'us.amazon.nova-2-lite-v1:0', ServiceTier.FLEX],
    ['us.amazon.nova-2-lite-v1:0:standard', 'us.amazon.nova-2-lite-v1:0', ServiceTier.DEFAULT],
    ['amazon.nova-lite-v1:0:300k', 'amazon.nova-lite-v1:0:300k', ServiceTier.DEFAULT],
    ['google.gemma-3-27b-it:priority', 'google.gemma-3-27b-it', ServiceTier.PRIORITY],
  ])('reads %s', (text, baseModelId, tier) => {
    expect(TieredModel.fromText(text)).toMatchObject({ baseModelId, tier });
  });

  it('suggests the lower case for a tier in upper case', () => {
    expect(() => TieredModel.fromText('us.amazon.nova-2-lite-v1:0:FLEX')).toThrow(
      'tiers are written in lower case: "us.amazon.nova-2-lite-v1:0:flex"',
    );
  });

  it('refuses a value that is known only at deployment', () => {
    expect(() => TieredModel.fromText(`${Aws.STACK_NAME}:flex`)).toThrow(
      'TieredModel.fromText reads a tier suffix at synthesis, got a value that is known only at deployment; ' +
        'use TieredModel.of(modelId, tier)',
    );
  });
});

it('keeps the model if the tier changes', () => {
  const flex = TieredModel.NOVA_2_LITE_GLOBAL.withTier(ServiceTier.FLEX);
  expect(flex.toString()).toBe('global.amazon.nova-2-lite-v1:0:flex');
  expect(flex.withTier(ServiceTier.DEFAULT).toString()).toBe('global.amazon.nova-2-lite-v1:0');
});
