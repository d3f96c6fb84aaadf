import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as v from 'valibot';
import { parseRoute } from '../lambda/core/routing/route';
import { numberAbove0, wholeNumberFrom } from '../lambda/core/settings/check-number';
import { listOf, oneOf, quote, refuse } from '../lambda/core/settings/check-value';
import { BudgetOutage, BudgetPeriod, KeyHeader, RouterAlarm, ServiceTier } from '../lib';
import { byName, members } from './check-value';
import { CONNECTION } from './connection-schema';

const optional = v.exactOptional;

/** The limit of Lambda, and of API Gateway for a streamed response. */
const MAX_TIMEOUT_SECONDS = 900;

const flag = v.boolean(refuse('true or false'));
const text = v.pipe(
  v.string(refuse('a text')),
  v.nonEmpty(refuse('a text of one or more characters')),
);
const httpsUrl = v.pipe(text, v.regex(/^https:\/\//, refuse('a URL that begins with https://')));
const wholeNumber = wholeNumberFrom(0);
const positive = wholeNumberFrom(1);
const seconds = wholeNumberFrom(1, MAX_TIMEOUT_SECONDS);
/** A change of the mapping that takes longer is a deployment. */
const SECONDS_OF_A_DAY = 86_400;
const percentage = numberAbove0(100);
const tier = oneOf(Object.values(ServiceTier));
const texts = listOf(text, 'a list of one or more texts');
const tiers = listOf(tier, `a list of the tiers ${Object.values(ServiceTier).join(', ')}`);
const retentionDays = Object.values(RetentionDays).filter((days) => typeof days === 'number');

/** Tiered model IDs, separated by commas, as in the parameter of a route. */
const route = v.pipe(
  text,
  v.rawCheck(({ dataset, addIssue }) => {
    const problem = dataset.typed ? findRouteProblem(dataset.value) : undefined;
    if (problem !== undefined) addIssue({ message: ` is not a route: ${problem}` });
  }),
);

/** The value of a settings' parameter. The construct checks it, because the message has to name the operation. */
const settings = v.looseObject({}, refuse('a JSON object'));

const topicArn = v.pipe(
  text,
  v.regex(
    /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
    refuse('of the form arn:aws:sns:<region>:<account>:<topic>'),
  ),
);

const kmsKeyArn = v.pipe(
  text,
  v.regex(
    /^arn:[a-z-]+:kms:[a-z0-9-]+:\d{12}:key\/[A-Za-z0-9-]{1,256}$/,
    refuse('of the form arn:aws:kms:<region>:<account>:key/<id>'),
  ),
);

/** A bucket, and the key that encrypts it if that is one of KMS. */
const bucket = members({ name: text, keyArn: optional(kmsKeyArn) });

const caller = members({
  callerName: optional(text),
  operations: optional(texts),
  tiers: optional(tiers),
  models: optional(texts),
  budget: optional(
    members({
      limitUsd: numberAbove0(1_000_000),
      period: optional(oneOf(Object.values(BudgetPeriod))),
      whenExceeded: optional(
        v.pipe(
          text,
          v.regex(
            /^(reject|demote-to-flex|demote-to:.+)$/,
            refuse('reject, demote-to-flex or demote-to:<operation>'),
          ),
        ),
      ),
      whenUnavailable: optional(oneOf(Object.values(BudgetOutage))),
    }),
  ),
  throttle: optional(
    members({ rateLimit: optional(numberAbove0()), burstLimit: optional(positive) }),
  ),
  quota: optional(members({ limit: positive, period: oneOf(['day', 'week', 'month']) })),
});

export const AUTHORIZATION_TYPES = ['iam', 'keys', 'jwt', 'none'] as const;

const authorization = v.variant(
  'type',
  [
    members({ type: v.literal('iam') }),
    members({ type: v.literal('keys'), header: optional(oneOf(Object.values(KeyHeader))) }),
    members({
      type: v.literal('jwt'),
      issuer: httpsUrl,
      audience: text,
      jwksUri: optional(httpsUrl),
    }),
    members({ type: v.literal('none'), acceptedRisk: optional(text) }),
  ],
  (issue) => {
    if (issue.expected === 'Object') return refuse('a JSON object such as {"type":"iam"}')(issue);
    return ` is ${quote(issue.input)}; it may be ${AUTHORIZATION_TYPES.join(' or ')}`;
  },
);

const alarms = members({
  errorPercentage: optional(percentage),
  throttlePercentage: optional(percentage),
  tierDowngradePercentage: optional(percentage),
  mappingErrors: optional(positive),
  budgetErrors: optional(positive),
  catalogErrors: optional(positive),
  daysToEndOfLife: optional(positive),
  routerLatencyMillis: optional(positive),
  apiErrorPercentage: optional(percentage),
  authorizerErrors: optional(positive),
  functionErrors: optional(positive),
  functionThrottles: optional(positive),
  jobAgeSeconds: optional(positive),
  jobFailures: optional(positive),
  jobErrors: optional(positive),
  without: optional(listOf(oneOf(Object.values(RouterAlarm)), 'a list of alarms')),
});

/** `{}` has all defaults. The construct checks what depends on the longest job. */
const jobs = members({
  retentionDays: optional(positive),
  deadlineSeconds: optional(positive),
  concurrency: optional(wholeNumber),
});

/** The configuration of the ready-made stack. Each member is a property of the construct, with its unit in the name. */
export const CONFIG = members({
  /** Only editors read it. */
  $schema: optional(text),
  operations: optional(byName(route)),
  settings: optional(byName(settings)),
  allowedModels: optional(texts),
  allowedTiers: optional(tiers),
  parameterPrefix: optional(text),
  mappingMaxAgeSeconds: optional(wholeNumberFrom(1, SECONDS_OF_A_DAY)),
  requestTimeoutSeconds: optional(seconds),
  firstByteTimeoutsSeconds: optional(
    members({
      priority: optional(seconds),
      default: optional(seconds),
      flex: optional(seconds),
      reserved: optional(seconds),
      ultrafast: optional(seconds),
    }),
  ),
  requestMetadata: optional(flag),
  connections: optional(byName(CONNECTION)),
  guardrails: optional(texts),
  replyCache: optional(flag),
  jobs: optional(jobs),
  timeoutSeconds: optional(seconds),
  memorySizeMib: optional(wholeNumberFrom(128, 10_240)),
  reservedConcurrency: optional(wholeNumber),
  logRetentionDays: optional(
    v.picklist(retentionDays, refuse(`one of ${retentionDays.join(', ')}`)),
  ),
  tracing: optional(flag),
  authorization: optional(authorization),
  callers: optional(byName(caller)),
  stageName: optional(text),
  throttlingRateLimit: optional(numberAbove0()),
  throttlingBurstLimit: optional(wholeNumberFrom(1)),
  webAclArn: optional(text),
  publicHealth: optional(flag),
  cloudWatchRole: optional(flag),
  lambdaHookFunctionName: optional(text),
  lambdaHookBuckets: optional(listOf(bucket, 'a list of buckets')),
  catalog: optional(oneOf(['refreshed', 'built-in'])),
  dashboard: optional(flag),
  console: optional(flag),
  outputs: optional(flag),
  alarms: optional(alarms),
  alarmTopicArn: optional(topicArn),
});

export type Config = v.InferOutput<typeof CONFIG>;
export type AuthorizationConfig = NonNullable<Config['authorization']>;
export type CallerConfig = NonNullable<Config['callers']>[string];

function findRouteProblem(value: string): string | undefined {
  try {
    parseRoute(value);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
