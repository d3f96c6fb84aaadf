import { expect, it } from 'vitest';
import { allowStage } from '../../../lambda/http/allow-stage';

it.each([
  [
    'arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/prod/POST/v1/extraction/stream',
    'arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/prod/*',
  ],
  [
    'arn:aws-us-gov:execute-api:us-gov-west-1:111122223333:a1b2c3d4e5/v1_test/GET/',
    'arn:aws-us-gov:execute-api:us-gov-west-1:111122223333:a1b2c3d4e5/v1_test/*',
  ],
])('allows all paths of the stage of %s', (methodArn, resource) => {
  expect(allowStage(methodArn, 'somebody')).toEqual({
    principalId: 'somebody',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: resource }],
    },
  });
});
