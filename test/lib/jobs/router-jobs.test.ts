import { Duration } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  BedrockTierRouter,
  type DurableJobsOptions,
  ReplyCache,
  RouterAuthorization,
  RouterDeployment,
  RouterJobs,
} from '../../../lib';
import { findCycle } from '../deployment/find-cycle';
import { listPermissions } from '../list-permissions';
import { readRouterConfig } from '../read-router-config';
import { BUILT_IN, makeStack, putRouterInStack, synthesize, templateOf } from '../router-in-stack';
import { writeOut } from '../write-out';

const WITH_JOBS = { ...BUILT_IN, jobs: RouterJobs.durable() };
const WORKER = 'RouterJobsFunction6E94FE46';
const BUCKET = '<RouterJobsBucket56C820D5>';
const EXECUTIONS = `<${WORKER}>:*/durable-execution/*/*`;
const TASKS = 'arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:stateMachine:*';
const EVENTS =
  'events:PutEvents on arn:<AWS::Partition>:events:<AWS::Region>:<AWS::AccountId>:event-bus/default if StringEquals events:source=bedrock-tier-router';
const OBJECTS = [
  `s3:GetObject on ${BUCKET}/jobs/*`,
  `s3:PutObject on ${BUCKET}/jobs/*`,
  `s3:ListBucket on ${BUCKET}`,
];

let template: Template;

beforeAll(() => {
  template = templateOf(WITH_JOBS);
});

/** The permissions of a role that the role of a router without jobs does not have. */
function listAdded(roleId: string): string[] {
  const usual = listPermissions(templateOf(BUILT_IN), 'RouterRole');
  return listPermissions(template, roleId).filter((each) => !usual.includes(each));
}

describe('the bucket of jobs', () => {
  it('is encrypted, closed to the public and to plain HTTP, and forgets after 14 days', () => {
    template.hasResource('AWS::S3::Bucket', {
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [
            { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
          ],
        },
        OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        LifecycleConfiguration: {
          Rules: [
            {
              Id: 'retention',
              Status: 'Enabled',
              Prefix: 'jobs/',
              ExpirationInDays: 14,
              AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
            },
          ],
        },
      },
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Effect: 'Deny',
            Action: 's3:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ],
      },
    });
  });

  it('outlives the stack, except where its first deployment fails', () => {
    template.hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  it('has the encryption key of the router, which its functions use through S3', () => {
    const { stack } = makeStack();
    const encryptionKey = new Key(stack, 'Key');
    new BedrockTierRouter(stack, 'Router', { ...WITH_JOBS, encryptionKey });
    const encrypted = synthesize({ stack });
    encrypted.hasResourceProperties('AWS::S3::Bucket', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
            },
          },
        ],
      },
    });
    for (const role of ['RouterRole', 'RouterJobsRole', 'RouterJobsEndRole']) {
      expect(listPermissions(encrypted, role), role).toContain(
        'kms:GenerateDataKey on <Key961B73FD> if StringEquals kms:ViaService=s3.<AWS::Region>.amazonaws.com',
      );
    }
  });
});

describe('the function of jobs', () => {
  it('is durable for the longest job, and keeps its history as long as the bucket keeps objects', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      DurableConfig: { ExecutionTimeout: 630_000, RetentionPeriodInDays: 14 },
      Handler: 'index.handler',
      MemorySize: 512,
      Timeout: 900,
      DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['RouterJobsEndQueue63056A9E', 'Arn'] } },
      LoggingConfig: { LogGroup: { Ref: 'RouterJobsLogs8D3F9E8C' } },
    });
  });

  it('keeps the version that a job began with, and begins jobs by an alias', () => {
    const versions = template.findResources('AWS::Lambda::Version');
    const [[versionId, version] = []] = Object.entries(versions);
    expect(version).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.hasResource('AWS::Lambda::Alias', {
      Properties: { Name: 'live', FunctionVersion: { 'Fn::GetAtt': [versionId, 'Version'] } },
      DependsOn: Match.arrayWith(['RouterJobsCheckpoints7D7D87BB']),
    });
  });

  it('routes as the router does, and also keeps jobs and its own progress', () => {
    const usual = listPermissions(templateOf(BUILT_IN), 'RouterRole').filter(
      (each) => !each.startsWith('logs:'),
    );
    expect(listPermissions(template, 'RouterJobsRole')).toEqual(expect.arrayContaining(usual));
    expect(listAdded('RouterJobsRole').sort()).toEqual(
      [
        EVENTS,
        ...OBJECTS,
        'logs:CreateLogStream on <RouterJobsLogs8D3F9E8C>',
        'logs:PutLogEvents on <RouterJobsLogs8D3F9E8C>',
        `states:SendTaskSuccess on ${TASKS}`,
        `states:SendTaskFailure on ${TASKS}`,
        'sqs:SendMessage on <RouterJobsEndQueue63056A9E>',
        `lambda:CheckpointDurableExecution on ${EXECUTIONS}`,
        `lambda:GetDurableExecutionState on ${EXECUTIONS}`,
      ].sort(),
    );
  });

  it('knows the bucket, the ledger and the cache, and starts no jobs', () => {
    const keyed = templateOf({
      ...WITH_JOBS,
      authorization: RouterAuthorization.keys(),
      replyCache: ReplyCache.dynamoDb(),
    });
    expect(readRouterConfig(keyed, WORKER)).toMatchObject({
      authorization: 'keys',
      budgetTable: '<RouterBudgets5F3C917B>',
      replyCacheTable: '<RouterRepliesA3BFE7E9>',
      jobs: { bucket: BUCKET, deadlineSeconds: 86_400 },
    });
    expect(listPermissions(keyed, 'RouterJobsRole')).toContain(
      'dynamodb:UpdateItem on <RouterBudgets5F3C917B>',
    );
  });

  it('has the limits that its options name', () => {
    const limited = templateOf({
      ...BUILT_IN,
      memorySize: 1024,
      timeout: Duration.minutes(5),
      jobs: RouterJobs.durable({
        retention: Duration.days(120),
        deadline: Duration.hours(2),
        concurrency: 40,
      }),
    });
    limited.hasResourceProperties('AWS::Lambda::Function', {
      DurableConfig: { RetentionPeriodInDays: 90 },
      MemorySize: 1024,
      Timeout: 300,
      ReservedConcurrentExecutions: 40,
    });
    limited.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: [Match.objectLike({ ExpirationInDays: 120 })] },
    });
    expect(readRouterConfig(limited)).toMatchObject({ jobs: { deadlineSeconds: 7200 } });
  });
});

describe('the function behind the API', () => {
  it('begins jobs by the alias', () => {
    expect(readRouterConfig(template)).toMatchObject({
      jobs: { bucket: BUCKET, deadlineSeconds: 86_400, functionArn: '<RouterJobsLive9BF375B2>' },
    });
  });

  it('may begin, look up and stop jobs, and none of what the function of jobs may', () => {
    expect(listAdded('RouterRole').sort()).toEqual(
      [
        ...OBJECTS,
        'lambda:InvokeFunction on <RouterJobsLive9BF375B2>',
        `lambda:GetDurableExecution on ${EXECUTIONS}`,
        `lambda:StopDurableExecution on ${EXECUTIONS}`,
      ].sort(),
    );
  });

  it('shares none of these permissions with the function for the LambdaHook', () => {
    const hooked = templateOf({ ...WITH_JOBS, lambdaHookFunctionName: 'GENAIIDP-router' });
    const permissions = listPermissions(hooked, 'RouterLambdaHookRole');
    expect(permissions).toContain(
      'ssm:GetParametersByPath on arn:<AWS::Partition>:ssm:<AWS::Region>:<AWS::AccountId>:parameter/bedrock-tier-router',
    );
    expect(permissions.filter((each) => /^(s3|lambda):/.test(each))).toEqual([]);
    expect(readRouterConfig(hooked, 'RouterLambdaHook2E73CB80')).not.toHaveProperty('jobs');
  });

  it('is deployed gradually without a cycle, while jobs begin on the new version at once', () => {
    const gradual = templateOf({ ...WITH_JOBS, deployment: RouterDeployment.gradual() });
    expect(findCycle(gradual)).toEqual([]);
    const aliases = Object.entries(gradual.findResources('AWS::Lambda::Alias'));
    expect(aliases.map(([id, { UpdatePolicy }]) => [id, UpdatePolicy !== undefined])).toEqual(
      expect.arrayContaining([
        ['RouterLive13F37729', true],
        ['RouterJobsLive9BF375B2', false],
      ]),
    );
  });
});

describe('jobs that their function did not end', () => {
  it('reach a queue: those that could not begin, and those whose execution ended without them', () => {
    template.hasResource('AWS::SQS::Queue', {
      Properties: {
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: 1_209_600,
        VisibilityTimeout: 180,
      },
    });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.lambda'],
        'detail-type': ['Durable Execution Status Change'],
        detail: {
          functionArn: [{ prefix: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [WORKER, 'Arn'] }, ':']] } }],
          status: ['FAILED', 'TIMED_OUT', 'STOPPED'],
        },
      },
      Targets: [
        { Arn: { 'Fn::GetAtt': ['RouterJobsEndQueue63056A9E', 'Arn'] }, Id: Match.anyValue() },
      ],
    });
  });

  it('are ended by a function that reports each of them alone', () => {
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: { 'Fn::GetAtt': ['RouterJobsEndQueue63056A9E', 'Arn'] },
      FunctionName: { Ref: 'RouterJobsEndFunction3AE35BDF' },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          JOBS_BUCKET: { Ref: 'RouterJobsBucket56C820D5' },
          POWERTOOLS_SERVICE_NAME: 'bedrock-tier-router',
          POWERTOOLS_LOG_LEVEL: 'INFO',
        },
      },
    });
  });

  it('are ended without access to models, parameters and budgets', () => {
    const actions = listPermissions(template, 'RouterJobsEndRole').map(
      (line) => line.split(' ')[0],
    );
    expect([...new Set(actions)].sort()).toEqual([
      'events:PutEvents',
      'lambda:GetDurableExecution',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
      'states:SendTaskFailure',
      'states:SendTaskSuccess',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });
});

it('adds nothing to a template without jobs', () => {
  const without = templateOf(BUILT_IN);
  without.resourceCountIs('AWS::S3::Bucket', 0);
  without.resourceCountIs('AWS::SQS::Queue', 0);
  expect(readRouterConfig(without)).not.toHaveProperty('jobs');
  expect(putRouterInStack(BUILT_IN).router.jobs).toBeUndefined();
});

it('gives access to what runs the jobs', () => {
  const { router, stack } = putRouterInStack(WITH_JOBS);
  const { function: worker, bucket, logGroup, queue } = router.jobs ?? {};
  const ids = [worker, bucket, logGroup, queue].map((each) =>
    writeOut(stack.resolve(each?.node.path)),
  );
  expect(ids).toEqual([
    'Pipeline/Router/Jobs/Function',
    'Pipeline/Router/Jobs/Bucket',
    'Pipeline/Router/Jobs/Logs',
    'Pipeline/Router/Jobs/End/Queue',
  ]);
});

it.each<[DurableJobsOptions, string]>([
  [{ retention: Duration.days(7) }, 'must be whole days from 8 to 3650, got 7 days'],
  [{ retention: Duration.hours(200) }, 'must be whole days from 8 to 3650, got 8 days 8 hours'],
  [{ retention: Duration.days(3651) }, 'must be whole days from 8 to 3650, got 3651 days'],
  [
    { deadline: Duration.days(8) },
    'must be whole seconds from 1 minute to 7 days, got Duration.days(8)',
  ],
  [{ deadline: Duration.seconds(59) }, 'from 1 minute to 7 days, got Duration.seconds(59)'],
  [{ deadline: Duration.millis(90_500) }, 'from 1 minute to 7 days, got Duration.millis(90500)'],
  [{ concurrency: -1 }, 'concurrency of RouterJobs.durable must be a whole number of at least 0'],
  [{ concurrency: 2.5 }, 'concurrency of RouterJobs.durable must be a whole number of at least 0'],
])('refuses options that cannot work: case %#', (options, message) => {
  expect(() => RouterJobs.durable(options)).toThrow(message);
});
