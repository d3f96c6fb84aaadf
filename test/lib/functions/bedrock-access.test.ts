import { describe, expect, it } from 'vitest';
import { ServiceTier } from '../../../lib';
import { allowBedrock } from '../../../lib/functions/bedrock-access';
import { ALL_SERVICE_TIERS } from '../../../lib/mapping/service-tier';

const HERE = { partition: 'aws', region: 'us-east-1', account: '111122223333' };
const NOVA_PROFILE =
  'arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.amazon.nova-2-lite-v1:0';
const NOVA = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-2-lite-v1:0';
const GEMMA = 'arn:aws:bedrock:us-east-1::foundation-model/google.gemma-3-27b-it';

const INVOKE_ACTIONS = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];

function writeStatements(allowedModels: string[], allowedTiers: readonly ServiceTier[]): unknown[] {
  const statements = allowBedrock({ allowedModels, allowedTiers }, [HERE]);
  return statements.map((statement) => statement.toStatementJson());
}

it('allows plain models and profiles, and models behind a profile only through that profile', () => {
  const models = ['google.gemma-3-27b-it', 'us.amazon.nova-2-lite-v1:0'];
  expect(writeStatements(models, ALL_SERVICE_TIERS)).toEqual([
    { Effect: 'Allow', Action: INVOKE_ACTIONS, Resource: [GEMMA, NOVA_PROFILE] },
    {
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: 'arn:aws:bedrock:*::foundation-model/amazon.nova-2-lite-v1:0',
      Condition: { StringEquals: { 'bedrock:InferenceProfileArn': NOVA_PROFILE } },
    },
    {
      Effect: 'Allow',
      Action: INVOKE_ACTIONS,
      Resource: 'arn:aws:bedrock:us-east-1:111122223333:project/default',
    },
    { Effect: 'Allow', Action: 'bedrock:CountTokens', Resource: [GEMMA, NOVA] },
  ]);
});

it('allows the models of several profiles of one kind in one statement', () => {
  const models = ['us.maker.one', 'us.maker.two', 'global.maker.one', 'global.maker.two'];
  const profile = (id: string) => `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${id}`;
  const [, geographic, global, ...others] = writeStatements(models, ALL_SERVICE_TIERS);
  expect(geographic).toMatchObject({
    Resource: [
      'arn:aws:bedrock:*::foundation-model/maker.one',
      'arn:aws:bedrock:*::foundation-model/maker.two',
    ],
    Condition: {
      StringEquals: {
        'bedrock:InferenceProfileArn': [profile('us.maker.one'), profile('us.maker.two')],
      },
    },
  });
  expect(global).toMatchObject({
    Resource: [
      'arn:aws:bedrock:us-east-1::foundation-model/maker.one',
      'arn:aws:bedrock:::foundation-model/maker.one',
      'arn:aws:bedrock:us-east-1::foundation-model/maker.two',
      'arn:aws:bedrock:::foundation-model/maker.two',
    ],
    Condition: {
      StringEquals: {
        'bedrock:InferenceProfileArn': [profile('global.maker.one'), profile('global.maker.two')],
      },
    },
  });
  expect(others).toHaveLength(2);
});

describe('counting tokens', () => {
  it('is allowed on the foundation model alone, whatever the tiers and however many profiles lead to it', () => {
    const models = ['us.amazon.nova-2-lite-v1:0', 'global.amazon.nova-2-lite-v1:0'];
    expect(writeStatements(models, [ServiceTier.FLEX]).at(-1)).toEqual({
      Effect: 'Allow',
      Action: 'bedrock:CountTokens',
      Resource: NOVA,
    });
  });

  it('is not allowed for an ARN that does not name its model', () => {
    const arn = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
    const statements = writeStatements([arn], ALL_SERVICE_TIERS);
    expect(JSON.stringify(statements)).not.toContain('CountTokens');
  });
});

describe('the condition on the tier', () => {
  it('allows requests without a tier if default is allowed', () => {
    const [direct, behindProfile] = writeStatements(
      ['us.amazon.nova-2-lite-v1:0'],
      [ServiceTier.DEFAULT, ServiceTier.FLEX],
    );
    expect(direct).toMatchObject({
      Action: INVOKE_ACTIONS,
      Condition: { StringEqualsIfExists: { 'bedrock:ServiceTier': ['default', 'flex'] } },
    });
    expect(behindProfile).toMatchObject({
      Condition: {
        StringEqualsIfExists: { 'bedrock:ServiceTier': ['default', 'flex'] },
        StringEquals: { 'bedrock:InferenceProfileArn': NOVA_PROFILE },
      },
    });
  });

  it('allows the four older tiers alone if they are listed', () => {
    const older = ALL_SERVICE_TIERS.filter((tier) => tier !== ServiceTier.ULTRAFAST);
    expect(writeStatements(['us.amazon.nova-2-lite-v1:0'], older)[0]).toMatchObject({
      Condition: {
        StringEqualsIfExists: {
          'bedrock:ServiceTier': ['priority', 'default', 'flex', 'reserved'],
        },
      },
    });
  });

  it('denies requests without a tier if default is not allowed', () => {
    const [direct, behindProfile] = writeStatements(
      ['us.amazon.nova-2-lite-v1:0'],
      [ServiceTier.FLEX],
    );
    expect(direct).toMatchObject({
      Condition: { StringEquals: { 'bedrock:ServiceTier': ['flex'] } },
    });
    expect(behindProfile).toMatchObject({
      Condition: {
        StringEquals: {
          'bedrock:ServiceTier': ['flex'],
          'bedrock:InferenceProfileArn': NOVA_PROFILE,
        },
      },
    });
  });
});
