import type { Template } from 'aws-cdk-lib/assertions';
import type { JsonObject } from '../../lambda/core/json/json-object';
import { writeOut } from './write-out';

/** Reads the configuration in the environment of a function. References in it are written as `<AWS::StackId>`. */
export function readRouterConfig(
  template: Template,
  logicalId = 'RouterFunction0F681190',
): JsonObject {
  const { Properties } = template.findResources('AWS::Lambda::Function')[logicalId] ?? {};
  return JSON.parse(writeOut(Properties.Environment.Variables.ROUTER_CONFIG));
}
