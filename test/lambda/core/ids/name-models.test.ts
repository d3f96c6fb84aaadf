import { expect, it } from 'vitest';
import { nameModels } from '../../../../lambda/core/ids/name-models';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const ARN = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';

it.each([
  [[], 'none'],
  [[NOVA], 'us.amazon.nova-2-lite-v1:0'],
  [[NOVA, GEMMA], 'us.amazon.nova-2-lite-v1:0, google.gemma-3-27b-it'],
  [[ARN], 'an ARN'],
  [[ARN, NOVA, ARN], 'us.amazon.nova-2-lite-v1:0 and 2 ARNs'],
])('names %j as %j, without an account ID', (models, named) => {
  expect(nameModels(models)).toBe(named);
});
