import { CfnResource, Stack } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { makeStrictApp, putRouterInApp, ROUTERS } from './strict-routers';

it.each(ROUTERS)('a router with %s is valid for CloudFormation', (_, props, region) => {
  expect(() => putRouterInApp(props, region).synth()).not.toThrow();
});

it('a template that is not valid for CloudFormation is found', () => {
  const app = makeStrictApp();
  new CfnResource(new Stack(app, 'Pipeline'), 'Queue', {
    type: 'AWS::SQS::Queue',
    properties: { Colour: 'red' },
  });
  expect(() => app.synth()).toThrow(/validation/i);
});
