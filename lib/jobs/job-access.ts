import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IConstruct } from 'constructs';
import { JOBS_PREFIX } from '../../lambda/contract';
import { acknowledgeWildcards } from '../cdk/acknowledge-finding';

/**
 * Allows a role to read and write objects of jobs. Without the right to list the bucket, S3 refuses a missing object with
 * 403 in place of 404. The bucket has nothing else.
 */
export function allowJobObjects(role: Role, bucket: Bucket): void {
  const objects = bucket.arnForObjects(`${JOBS_PREFIX}*`);
  const { bucketArn, encryptionKey } = bucket;
  allow(role, ['s3:GetObject', 's3:PutObject'], objects);
  allow(role, ['s3:ListBucket'], bucketArn);
  acknowledgeWildcards(role, [objects], 'The names of jobs are not known at synthesis.');
  if (encryptionKey === undefined) return;
  role.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
      resources: [encryptionKey.keyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': `s3.${Stack.of(role).region}.amazonaws.com` },
      },
    }),
  );
}

/** Allows a role to end the tasks of Step Functions that wait for jobs. A task is named by its token alone. */
export function allowTaskEnds(role: Role): void {
  const stateMachines = Stack.of(role).formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: '*',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  allow(role, ['states:SendTaskSuccess', 'states:SendTaskFailure'], stateMachines);
  acknowledgeWildcards(
    role,
    [stateMachines],
    'A caller sends the token of its own task, which is a secret, and any state machine may wait for a job.',
  );
}

/** Allows the function behind the API to start jobs, and to look after those that run on any version of their function. */
export function allowStarts(
  role: Role,
  { worker, alias }: { readonly worker: IFunction; readonly alias: IFunction },
): void {
  allow(role, ['lambda:InvokeFunction'], alias.functionArn);
  const actions = ['lambda:GetDurableExecution', 'lambda:StopDurableExecution'];
  role.addToPrincipalPolicy(writeExecutionsStatement(role, actions, worker));
}

/**
 * Writes the permission on all durable executions of a function. Each belongs to the version that started it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html
 */
export function writeExecutionsStatement(
  scope: IConstruct,
  actions: string[],
  { functionArn }: IFunction,
): PolicyStatement {
  const resources = [`${functionArn}:*/durable-execution/*/*`];
  acknowledgeWildcards(
    scope,
    resources,
    'The versions of the function and the names of jobs are not known at synthesis.',
  );
  return new PolicyStatement({ actions, resources });
}

function allow(role: Role, actions: string[], resource: string): void {
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [resource] }));
}
