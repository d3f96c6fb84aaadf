import { Fn } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { findCountedModel, findModelResources } from '../../../lib/functions/model-resources';

const HERE = { partition: 'aws', region: 'us-east-1', account: '111122223333' };
const ACCOUNT = 'arn:aws:bedrock:us-east-1:111122223333';

describe('a model without an inference profile', () => {
  it.each([
    [
      'google.gemma-3-27b-it',
      ['arn:aws:bedrock:us-east-1::foundation-model/google.gemma-3-27b-it'],
    ],
    [
      'amazon.nova-lite-v1:0:300k',
      ['arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0:300k'],
    ],
    [
      'arn:aws:bedrock:us-west-2::foundation-model/google.gemma-3-27b-it',
      ['arn:aws:bedrock:us-west-2::foundation-model/google.gemma-3-27b-it'],
    ],
    [`${ACCOUNT}:provisioned-model/abcdef123456`, [`${ACCOUNT}:provisioned-model/abcdef123456`]],
    [
      `${ACCOUNT}:custom-model-deployment/abcdef123456`,
      [`${ACCOUNT}:custom-model-deployment/abcdef123456`],
    ],
    [`${ACCOUNT}:imported-model/abcdef123456`, [`${ACCOUNT}:imported-model/abcdef123456`]],
    [
      '*',
      [
        'arn:aws:bedrock:*::foundation-model/*',
        `${ACCOUNT}:inference-profile/*`,
        `${ACCOUNT}:application-inference-profile/*`,
        `${ACCOUNT}:provisioned-model/*`,
        `${ACCOUNT}:custom-model-deployment/*`,
        `${ACCOUNT}:imported-model/*`,
      ],
    ],
  ])('%s', (model, arns) => {
    expect(findModelResources(model, HERE)).toEqual({ arns });
  });
});

describe('an inference profile and the models behind it', () => {
  it.each([
    [
      'us.amazon.nova-2-lite-v1:0',
      `${ACCOUNT}:inference-profile/us.amazon.nova-2-lite-v1:0`,
      ['arn:aws:bedrock:*::foundation-model/amazon.nova-2-lite-v1:0'],
    ],
    [
      'us-gov.anthropic.claude-sonnet-4-6',
      `${ACCOUNT}:inference-profile/us-gov.anthropic.claude-sonnet-4-6`,
      ['arn:aws:bedrock:*::foundation-model/anthropic.claude-sonnet-4-6'],
    ],
    [
      'global.amazon.nova-2-lite-v1:0',
      `${ACCOUNT}:inference-profile/global.amazon.nova-2-lite-v1:0`,
      [
        'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-2-lite-v1:0',
        'arn:aws:bedrock:::foundation-model/amazon.nova-2-lite-v1:0',
      ],
    ],
    [
      'arn:aws:bedrock:eu-west-1:444455556666:inference-profile/eu.amazon.nova-pro-v1:0',
      'arn:aws:bedrock:eu-west-1:444455556666:inference-profile/eu.amazon.nova-pro-v1:0',
      ['arn:aws:bedrock:*::foundation-model/amazon.nova-pro-v1:0'],
    ],
    [
      `${ACCOUNT}:application-inference-profile/abc123def456`,
      `${ACCOUNT}:application-inference-profile/abc123def456`,
      ['arn:aws:bedrock:*::foundation-model/*'],
    ],
  ])('%s', (model, profileArn, modelArns) => {
    expect(findModelResources(model, HERE)).toEqual({
      arns: [profileArn],
      throughProfile: { profileArn, modelArns },
    });
  });

  it('a value that is known only at deployment', () => {
    const arn = Fn.importValue('ProfileArn');
    expect(findModelResources(arn, HERE)).toEqual({
      arns: [arn],
      throughProfile: { profileArn: arn, modelArns: ['arn:aws:bedrock:*::foundation-model/*'] },
    });
  });
});

it('stays in the partition of the stack', () => {
  const china = { partition: 'aws-cn', region: 'cn-north-1', account: '111122223333' };
  expect(findModelResources('qwen.qwen3-32b-v1:0', china).arns).toEqual([
    'arn:aws-cn:bedrock:cn-north-1::foundation-model/qwen.qwen3-32b-v1:0',
  ]);
});

describe('the model whose tokens are counted', () => {
  const MODELS = 'arn:aws:bedrock:us-east-1::foundation-model';

  it.each([
    ['google.gemma-3-27b-it', `${MODELS}/google.gemma-3-27b-it`],
    ['us.anthropic.claude-sonnet-4-6', `${MODELS}/anthropic.claude-sonnet-4-6`],
    ['global.anthropic.claude-sonnet-4-6', `${MODELS}/anthropic.claude-sonnet-4-6`],
    [
      'arn:aws:bedrock:eu-west-1:444455556666:inference-profile/eu.anthropic.claude-sonnet-4-6',
      `${MODELS}/anthropic.claude-sonnet-4-6`,
    ],
    [
      'arn:aws:bedrock:us-west-2::foundation-model/google.gemma-3-27b-it',
      `${MODELS}/google.gemma-3-27b-it`,
    ],
    ['*', `${MODELS}/*`],
    [`${ACCOUNT}:application-inference-profile/abc123def456`, undefined],
    [`${ACCOUNT}:provisioned-model/abcdef123456`, undefined],
    [Fn.importValue('Profile'), undefined],
  ])('for %s is %s', (model, arn) => {
    expect(findCountedModel(model, HERE)).toBe(arn);
  });
});
