import { Duration } from 'aws-cdk-lib';
import {
  DefinitionBody,
  QueryLanguage,
  StateMachine,
  TaskInput,
  Timeout,
} from 'aws-cdk-lib/aws-stepfunctions';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  BedrockTierRouter,
  type BedrockTierRouterProps,
  type InvokeTaskProps,
  RouterAuthorization,
  RouterJobs,
  ServiceTier,
} from '../../../lib';
import { VPC_ENDPOINTS } from '../fixtures';
import { listPermissions } from '../list-permissions';
import { BUILT_IN, KEYED, makeStack, putRouterInStack, synthesize } from '../router-in-stack';
import { writeOut } from '../write-out';

const BODY = TaskInput.fromJsonPathAt('$.request');
const WITH_JOBS = { ...BUILT_IN, jobs: RouterJobs.durable() };

function putTask(
  props: Partial<InvokeTaskProps> = {},
  routerProps: BedrockTierRouterProps = BUILT_IN,
) {
  const { stack, router } = putRouterInStack(routerProps);
  const task = router.invokeTask(stack, 'Extract', {
    operation: 'extraction',
    body: BODY,
    ...props,
  });
  new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(task) });
  return stack;
}

function readState(stack: ReturnType<typeof putTask>) {
  const template = synthesize({ stack });
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const definition = JSON.parse(writeOut(machine?.['Properties'].DefinitionString));
  return { template, state: definition.States.Extract };
}

describe('the state', () => {
  let read: ReturnType<typeof readState>;

  beforeAll(() => {
    read = readState(
      putTask({
        strictTier: true,
        metadata: { pipeline: 'claims' },
        resultSelector: { 'text.$': '$.ResponseBody.output.message.content[0].text' },
        resultPath: '$.extracted',
      }),
    );
  });

  it('sends the body to the operation, signed with the role of the state machine', () => {
    expect(read.state).toMatchObject({
      Type: 'Task',
      Resource: 'arn:<AWS::Partition>:states:::apigateway:invoke',
      Parameters: {
        ApiEndpoint: '<RouterApi30C329D4>.execute-api.<AWS::Region>.<AWS::URLSuffix>',
        Method: 'POST',
        Stage: 'prod',
        Path: '/v1/extraction',
        AuthType: 'IAM_ROLE',
        'RequestBody.$': '$.request',
        Headers: {
          'content-type': ['application/json'],
          'x-router-timeout-ms': ['55000'],
          'x-router-strict-tier': ['true'],
          'x-router-metadata': ['{"pipeline":"claims"}'],
        },
      },
      ResultSelector: { 'text.$': '$.ResponseBody.output.message.content[0].text' },
      ResultPath: '$.extracted',
    });
  });

  it('repeats what another try can change, by the name of the error', () => {
    expect(read.state.Retry).toEqual([
      {
        ErrorEquals: ['ApiGateway.429', 'ApiGateway.503'],
        IntervalSeconds: 5,
        MaxAttempts: 5,
        MaxDelaySeconds: 60,
        BackoffRate: 2,
        JitterStrategy: 'FULL',
      },
      {
        ErrorEquals: ['ApiGateway.500', 'ApiGateway.502', 'ApiGateway.504'],
        IntervalSeconds: 1,
        MaxAttempts: 2,
        BackoffRate: 2,
        JitterStrategy: 'FULL',
      },
    ]);
  });

  it('allows the state machine this operation alone', () => {
    expect(listPermissions(read.template, 'MachineRole')).toEqual([
      'execute-api:Invoke on arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<RouterApi30C329D4>/prod/POST/v1/extraction',
    ]);
  });
});

it('requests the tier in the body, because Step Functions refuses headers that begin with X-Amzn', () => {
  const messages = [{ role: 'user', content: [{ 'text.$': '$.page' }] }];
  const body = TaskInput.fromObject({ messages });
  const { state } = readState(putTask({ body, serviceTier: ServiceTier.FLEX }));
  expect(state.Parameters.RequestBody).toEqual({ messages, serviceTier: { type: 'flex' } });
  expect(Object.keys(state.Parameters.Headers)).toEqual(['content-type', 'x-router-timeout-ms']);
});

it('leaves out what is not asked for', () => {
  const { state } = readState(
    putTask({ retryOnServiceExceptions: false, requestTimeout: Duration.seconds(20) }),
  );
  expect(state.Retry).toBeUndefined();
  expect(state.Parameters.Headers).toEqual({
    'content-type': ['application/json'],
    'x-router-timeout-ms': ['20000'],
  });
});

it('takes JSONata', () => {
  const { state } = readState(
    putTask({
      queryLanguage: QueryLanguage.JSONATA,
      body: TaskInput.fromText('{% $states.input.request %}'),
      outputs: '{% $states.result.ResponseBody %}',
    }),
  );
  expect(state).toMatchObject({
    QueryLanguage: 'JSONata',
    Arguments: { Path: '/v1/extraction', RequestBody: '{% $states.input.request %}' },
    Output: '{% $states.result.ResponseBody %}',
  });
});

describe('the state of a job', () => {
  it('waits for the token that it submits the job with, until the job must have ended', () => {
    const { state, template } = readState(
      putTask({ asJob: true, deadline: Duration.hours(6), strictTier: true }, WITH_JOBS),
    );
    expect(state).toMatchObject({
      Resource: 'arn:<AWS::Partition>:states:::apigateway:invoke.waitForTaskToken',
      TimeoutSeconds: 25_200,
      Parameters: {
        Method: 'POST',
        Path: '/v1/extraction/jobs',
        AuthType: 'IAM_ROLE',
        'RequestBody.$': '$.request',
        Headers: {
          'content-type': ['application/json'],
          'x-router-task-token.$': 'States.Array($$.Task.Token)',
          'x-router-deadline': ['21600'],
          'x-router-strict-tier': ['true'],
        },
      },
    });
    expect(state.Parameters.Headers).not.toHaveProperty('x-router-timeout-ms');
    expect(listPermissions(template, 'MachineRole')).toEqual([
      'execute-api:Invoke on arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<RouterApi30C329D4>/prod/POST/v1/extraction/jobs',
    ]);
  });

  it('leaves the deadline to the router, and takes a timeout of its own', () => {
    const longest = readState(putTask({ asJob: true }, WITH_JOBS)).state;
    expect(longest.Parameters.Headers).not.toHaveProperty('x-router-deadline');
    expect(longest.TimeoutSeconds).toBe(608_400);
    const taskTimeout = Timeout.duration(Duration.hours(2));
    const short = readState(putTask({ asJob: true, taskTimeout }, WITH_JOBS)).state;
    expect(short.TimeoutSeconds).toBe(7200);
  });

  it('takes JSONata', () => {
    const { state } = readState(
      putTask(
        {
          asJob: true,
          queryLanguage: QueryLanguage.JSONATA,
          body: TaskInput.fromText('{% $states.input.request %}'),
        },
        WITH_JOBS,
      ),
    );
    expect(state.Arguments.Headers).toMatchObject({
      'x-router-task-token': ['{% $states.context.Task.Token %}'],
    });
  });

  it('can be of a router of another app', () => {
    const { stack } = makeStack();
    const router = BedrockTierRouter.fromBedrockTierRouterAttributes(stack, 'Router', {
      restApiId: 'abc123',
      hasJobs: true,
    });
    const task = router.invokeTask(stack, 'Extract', {
      operation: 'extraction',
      body: BODY,
      asJob: true,
    });
    new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(task) });
    expect(readState(stack).state.Parameters).toMatchObject({ Path: '/v1/extraction/jobs' });
  });
});

it('calls a router of another app', () => {
  const { stack } = makeStack();
  const router = BedrockTierRouter.fromBedrockTierRouterAttributes(stack, 'Router', {
    restApiId: 'abc123',
    stageName: 'v2',
  });
  const task = router.invokeTask(stack, 'Extract', { operation: 'extraction', body: BODY });
  new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(task) });
  const { state, template } = readState(stack);
  expect(state.Parameters).toMatchObject({
    ApiEndpoint: 'abc123.execute-api.<AWS::Region>.<AWS::URLSuffix>',
    Stage: 'v2',
  });
  expect(listPermissions(template, 'MachineRole')).toEqual([
    'execute-api:Invoke on arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:abc123/v2/POST/v1/extraction',
  ]);
});

it.each<[Partial<InvokeTaskProps>, BedrockTierRouterProps, string]>([
  [{}, KEYED, 'for RouterAuthorization.iam(), got the authorization type CUSTOM'],
  [
    {},
    { ...BUILT_IN, vpcEndpoints: VPC_ENDPOINTS },
    'Step Functions reaches none through vpcEndpoints',
  ],
  [{ operation: 'Extraction' }, BUILT_IN, 'the operation name "Extraction" must be'],
  [
    { requestTimeout: Duration.seconds(61) },
    BUILT_IN,
    'at most 1 minute, after which Step Functions ends the call, got 1 minute 1 second',
  ],
  [
    { serviceTier: ServiceTier.FLEX },
    BUILT_IN,
    'serviceTier of invokeTask is written into a body of TaskInput.fromObject, got a text or a path',
  ],
  [
    { metadata: { document: TaskInput.fromJsonPathAt('$.id').value } },
    BUILT_IN,
    'metadata of invokeTask must be known at synthesis',
  ],
  [{ asJob: true }, BUILT_IN, 'asJob of invokeTask needs a router with jobs'],
  [
    { asJob: true, requestTimeout: Duration.seconds(20) },
    WITH_JOBS,
    'requestTimeout of invokeTask is for a request, not for a job; set deadline',
  ],
  [{ deadline: Duration.hours(1) }, WITH_JOBS, 'deadline of invokeTask is for a job; set asJob'],
  [
    { asJob: true, deadline: Duration.days(8) },
    WITH_JOBS,
    'must be whole seconds from 1 second to 7 days, got Duration.days(8)',
  ],
])('refuses what cannot work: case %#', (props, routerProps, message) => {
  expect(() => putTask(props, routerProps)).toThrow(message);
});

it.each([
  [
    { region: 'eu-west-1' },
    'needs a router in the region of the state machine, us-east-1, got eu-west-1',
  ],
  [
    { account: '999988887777' },
    'needs a router in the account of the state machine, 111122223333, got 999988887777',
  ],
  [
    { authorization: RouterAuthorization.keys() },
    'for RouterAuthorization.iam(), got the authorization type CUSTOM',
  ],
])('refuses a router of another app that it cannot call: case %#', (attributes, message) => {
  const { stack } = makeStack({ env: { account: '111122223333', region: 'us-east-1' } });
  const router = BedrockTierRouter.fromBedrockTierRouterAttributes(stack, 'Router', {
    restApiId: 'abc123',
    ...attributes,
  });
  expect(() =>
    router.invokeTask(stack, 'Extract', { operation: 'extraction', body: BODY }),
  ).toThrow(message);
});
