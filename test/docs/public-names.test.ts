import { expect, it } from 'vitest';
import {
  AUTHORIZER_METRICS,
  BUDGET_EVENT_TYPE,
  BUDGET_METRICS,
  CACHE_METRICS,
  CATALOG_METRICS,
  EVENT_SOURCE,
  HEADERS,
  JOB_EVENT_TYPES,
  JOB_HEADERS,
  JOB_METRICS,
  METRIC_DIMENSIONS,
  METRIC_NAMESPACE,
  METRICS,
  PRICE_EVENT_TYPE,
  RETIREMENT_EVENT_TYPE,
  SERVICE_TIER_HEADER,
  SHOULD_RETRY_HEADER,
} from '../../lambda/contract';
import { ROUTER_ERRORS } from '../../lambda/core/errors/router-error';
import { type BedrockTierRouterProps, RouterAlarm } from '../../lib';
import { findPage } from './pages';

const ALL_METRICS = [
  METRICS,
  AUTHORIZER_METRICS,
  BUDGET_METRICS,
  CACHE_METRICS,
  CATALOG_METRICS,
  JOB_METRICS,
].flatMap(Object.values<string>);
const ALL_HEADERS = [
  ...Object.values(HEADERS),
  ...Object.values(JOB_HEADERS),
  SERVICE_TIER_HEADER,
  SHOULD_RETRY_HEADER,
];
const EVENT_NAMES = [
  EVENT_SOURCE,
  BUDGET_EVENT_TYPE,
  PRICE_EVENT_TYPE,
  RETIREMENT_EVENT_TYPE,
  ...Object.values(JOB_EVENT_TYPES),
];

/** A prop that is missing here does not compile. */
const PROPS = {
  operations: true,
  settings: true,
  allowedModels: true,
  allowedTiers: true,
  parameterPrefix: true,
  mappingMaxAge: true,
  requestTimeout: true,
  firstByteTimeouts: true,
  requestMetadata: true,
  connections: true,
  guardrails: true,
  replyCache: true,
  timeout: true,
  memorySize: true,
  reservedConcurrency: true,
  logRetention: true,
  tracing: true,
  catalog: true,
  authorizerConcurrency: true,
  provisionedConcurrency: true,
  deployment: true,
  budgetTable: true,
  vpc: true,
  vpcSubnets: true,
  securityGroups: true,
  encryptionKey: true,
  lambdaHookFunctionName: true,
  lambdaHookBuckets: true,
  dashboard: true,
  console: true,
  outputs: true,
  alarms: true,
  alarmTopic: true,
  authorization: true,
  stageName: true,
  vpcEndpoints: true,
  domain: true,
  webAclArn: true,
  throttlingRateLimit: true,
  throttlingBurstLimit: true,
  publicHealth: true,
  cloudWatchRole: true,
  jobs: true,
} satisfies Record<keyof BedrockTierRouterProps, true>;

it.each([
  ['docs/public-api.md', 'headers', ALL_HEADERS],
  ['docs/http-api.md', 'headers', ALL_HEADERS],
  ['docs/public-api.md', 'error codes', Object.keys(ROUTER_ERRORS)],
  ['docs/http-api.md', 'error codes', Object.keys(ROUTER_ERRORS)],
  ['docs/public-api.md', 'metrics', ALL_METRICS],
  ['docs/metrics.md', 'metrics', ALL_METRICS],
  ['docs/public-api.md', 'dimensions', [...Object.values(METRIC_DIMENSIONS), METRIC_NAMESPACE]],
  ['docs/public-api.md', 'events', EVENT_NAMES],
  ['docs/metrics.md', 'alarms', Object.values(RouterAlarm)],
  ['docs/deployment.md', 'props', Object.keys(PROPS)],
])('%s has all %s', (path, _kind, names) => {
  const text = findPage(path).text.toLowerCase();
  expect(names.filter((name) => !text.includes(`\`${name.toLowerCase()}\``))).toEqual([]);
});

it.each(Object.entries(ROUTER_ERRORS))(
  'docs/http-api.md has the status of %s',
  (code, { status }) => {
    const { text } = findPage('docs/http-api.md');
    const row = text
      .split('\n')
      .find((line) => line.startsWith('|') && line.includes(`\`${code}\``));
    if (row === undefined) expect(text).toMatch(new RegExp(`\`${code}\`\\s\\(${status}[,)]`));
    else
      expect(row).toContain(
        `| ${status} ${ROUTER_ERRORS[code as keyof typeof ROUTER_ERRORS].exception} |`,
      );
  },
);
