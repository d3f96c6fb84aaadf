// The twin in TypeScript: `twins.test.ts` compiles it. The others are twin.py and Twin.java.
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { DefinitionBody, JsonPath, StateMachine, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import {
  BedrockTierRouter,
  BudgetPeriod,
  BudgetResponse,
  MetricScope,
  RouterAlarm,
  RouterAuthorization,
  RouterCatalog,
  RouterDeployment,
  RouterJobs,
  ServiceTier,
  TieredModel,
} from 'bedrock-tier-router';

const app = new App();
const stack = new Stack(app, 'Twin');
const router = new BedrockTierRouter(stack, 'Router', {
  operations: {
    classification: [TieredModel.NOVA_2_LITE_US.withTier(ServiceTier.PRIORITY)],
    extraction: [
      TieredModel.fromText('us.amazon.nova-2-lite-v1:0:flex'),
      TieredModel.of('google.gemma-3-27b-it', ServiceTier.PRIORITY),
    ],
  },
  allowedTiers: [ServiceTier.PRIORITY, ServiceTier.DEFAULT, ServiceTier.FLEX],
  parameterPrefix: '/twin/router',
  mappingMaxAge: Duration.seconds(20),
  firstByteTimeouts: { defaultTier: Duration.seconds(90), flex: Duration.minutes(3) },
  memorySize: 1024,
  authorization: RouterAuthorization.keys(),
  throttlingRateLimit: 50,
  catalog: RouterCatalog.refreshed(),
  alarmTopic: new Topic(stack, 'Alarms'),
  alarms: {
    errorPercentage: 2.5,
    routerLatency: Duration.millis(250),
    without: [RouterAlarm.THROTTLES],
  },
});
router.addCaller('Claims', {
  operations: ['extraction'],
  tiers: [ServiceTier.FLEX],
  throttle: { rateLimit: 5, burstLimit: 10 },
  budget: {
    limitUsd: 12.5,
    period: BudgetPeriod.MONTH,
    whenExceeded: BudgetResponse.demoteToFlex(),
  },
});
const operator = new Role(stack, 'Operator', {
  assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
});
router.grantChangeMapping(operator);
router
  .metricInvocations(MetricScope.operation('extraction', ServiceTier.FLEX))
  .createAlarm(stack, 'Silence', { threshold: 1, evaluationPeriods: 2 });

const tasks = new BedrockTierRouter(stack, 'Tasks', {
  parameterPrefix: '/twin/tasks',
  guardrails: ['gr4ardr4il00'],
  deployment: RouterDeployment.gradual(),
  jobs: RouterJobs.durable({ retention: Duration.days(30), deadline: Duration.hours(12) }),
  console: true,
});
tasks.grantOperateConsole(operator);
const task = tasks.invokeTask(stack, 'Extract', {
  operation: 'extraction',
  body: TaskInput.fromObject({ messages: JsonPath.objectAt('$.messages') }),
  metadata: { team: 'claims' },
});
const later = tasks.invokeTask(stack, 'ExtractLater', {
  operation: 'extraction',
  body: TaskInput.fromObject({ messages: JsonPath.objectAt('$.messages') }),
  asJob: true,
  deadline: Duration.hours(6),
});
new StateMachine(stack, 'Pipeline', {
  definitionBody: DefinitionBody.fromChainable(task.next(later)),
});

const imported = BedrockTierRouter.fromBedrockTierRouterAttributes(stack, 'Imported', {
  restApiId: 'abcdef1234',
  parameterPrefix: '/elsewhere/router',
  hasJobs: true,
});
imported.grantInvoke(operator, 'extraction');
imported.grantReadMapping(operator);
app.synth();
