import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { EVENT_SOURCE } from '../../lambda/contract';

/** Allows a function to publish the router's events on the default bus, and no other events. */
export function allowEvents(scope: IConstruct): PolicyStatement {
  const bus = Stack.of(scope).formatArn({
    service: 'events',
    resource: 'event-bus',
    resourceName: 'default',
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
  return new PolicyStatement({
    actions: ['events:PutEvents'],
    resources: [bus],
    conditions: { StringEquals: { 'events:source': EVENT_SOURCE } },
  });
}
