import { CfnOutput } from 'aws-cdk-lib';
import type { UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { JobResources } from '../jobs/job-resources';

export interface RouterOutputs {
  readonly url: string;
  readonly parameterPrefix: string;
  readonly function: LambdaFunction;
  readonly usagePlan?: UsagePlan | undefined;
  readonly jobs?: JobResources | undefined;
}

/** Adds the outputs of the stack by which users reach a router. */
export function addOutputs(scope: Construct, router: RouterOutputs): void {
  new CfnOutput(scope, 'Url', { value: router.url, description: 'The URL to send requests to' });
  new CfnOutput(scope, 'ParameterPrefix', {
    value: router.parameterPrefix,
    description: 'The routes are at <this prefix>/operations/<operation>',
  });
  new CfnOutput(scope, 'LogGroup', {
    value: router.function.logGroup.logGroupName,
    description: 'Where the function logs: npx bedrock-tier-router report --log-group <this>',
  });
  if (router.jobs !== undefined) {
    new CfnOutput(scope, 'JobBucket', {
      value: router.jobs.bucket.bucketName,
      description: 'What jobs are asked and answer is at jobs/<jobId>/',
    });
    new CfnOutput(scope, 'JobLogGroup', {
      value: router.jobs.logGroup.logGroupName,
      description: 'Where the functions of jobs log: report --log-group <LogGroup>,<this>',
    });
  }
  if (router.usagePlan === undefined) return;
  new CfnOutput(scope, 'UsagePlanId', {
    value: router.usagePlan.usagePlanId,
    description: 'The usage plan for keys that are created by hand',
  });
}
