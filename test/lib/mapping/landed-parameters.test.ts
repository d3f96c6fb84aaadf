import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { ReadyMadeStack } from '../../../bin/ready-made-stack';
import { context as featureFlags } from '../../../cdk.json';
import landed from './landed-parameters.json';

/**
 * CloudFormation writes a parameter again if its value, type, description or pattern in the template changes, and replaces
 * it if its name does. An upgrade would then undo what operators wrote into it. The fixture is the template of version 0.1.0
 * before overrides.
 */
it.each(Object.entries(landed))(
  'an upgrade of the %s stack leaves its parameters as they are',
  (_, { context, parameters }) => {
    const app = new App({
      builtinCloudFormationValidation: false,
      context: { ...featureFlags, 'aws:cdk:bundling-stacks': [], ...context },
    });
    const template = Template.fromStack(new ReadyMadeStack(app, 'BedrockTierRouter'));
    const found = template.findResources('AWS::SSM::Parameter');
    for (const [logicalId, { Properties }] of Object.entries(parameters)) {
      expect(found[logicalId]?.['Properties'], logicalId).toEqual(Properties);
    }
  },
);
