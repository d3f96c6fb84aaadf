import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkValue } from '../../bin/check-value';
import { CONFIG } from '../../bin/config-schema';
import jsonSchema from '../../docs/ready-made-stack.schema.json';
import { toJsonSchema } from '../../scripts/tools/to-json-schema';

function check(config: unknown) {
  return () => checkValue(CONFIG, config, 'config');
}

it.each([
  'arn:aws:sns:us-east-1:111122223333:on-duty',
  'arn:aws-cn:sns:cn-north-1:111122223333:a_b',
])('takes the topic %s', (alarmTopicArn) => {
  expect(check({ alarmTopicArn })()).toEqual({ alarmTopicArn });
});

it.each(['reject', 'demote-to-flex', 'demote-to:cheap'])('takes the response %s', (response) => {
  const config = { callers: { claims: { budget: { limitUsd: 1, whenExceeded: response } } } };
  expect(check(config)()).toEqual(config);
});

it.each<[unknown, string]>([
  ['a', 'context "config" is "a", not a JSON object'],
  [{ tracing: 'yes' }, 'context "config.tracing" is "yes", not true or false'],
  [{ stageName: 7 }, 'context "config.stageName" is 7, not a text'],
  [{ stageName: '' }, 'context "config.stageName" is "", not a text of one or more characters'],
  [
    { timeoutSeconds: '30' },
    'context "config.timeoutSeconds" is "30", not a whole number from 1 to 900',
  ],
  [
    { timeoutSeconds: 1.5 },
    'context "config.timeoutSeconds" is 1.5, not a whole number from 1 to 900',
  ],
  [
    { timeoutSeconds: -1 },
    'context "config.timeoutSeconds" is -1, not a whole number from 1 to 900',
  ],
  [
    { memorySizeMib: 64 },
    'context "config.memorySizeMib" is 64, not a whole number from 128 to 10240',
  ],
  [
    { requestTimeoutSeconds: 2000 },
    'context "config.requestTimeoutSeconds" is 2000, not a whole number from 1 to 900',
  ],
  [
    { mappingMaxAgeSeconds: 0 },
    'context "config.mappingMaxAgeSeconds" is 0, not a whole number from 1 to 86400',
  ],
  [
    { firstByteTimeoutsSeconds: { flex: 2_160_000 } },
    'context "config.firstByteTimeoutsSeconds.flex" is 2160000, not a whole number from 1 to 900',
  ],
  [
    { reservedConcurrency: -1 },
    'context "config.reservedConcurrency" is -1, not a whole number of at least 0',
  ],
  [
    { alarms: { errorPercentage: 101 } },
    'context "config.alarms.errorPercentage" is 101, not a number above 0 and at most 100',
  ],
  [
    { alarms: { functionErrors: 0 } },
    'context "config.alarms.functionErrors" is 0, not a whole number of at least 1',
  ],
  [
    { callers: { claims: { throttle: { rateLimit: 0 } } } },
    'context "config.callers.claims.throttle.rateLimit" is 0, not a number above 0',
  ],
  [
    { callers: { claims: { budget: { limitUsd: 0 } } } },
    'context "config.callers.claims.budget.limitUsd" is 0, not a number above 0 and at most 1000000',
  ],
  [[], 'context "config" is [], not a JSON object'],
  [{ callers: [] }, 'context "config.callers" is [], not a JSON object'],
  [{ alarms: [] }, 'context "config.alarms" is [], not a JSON object'],
  [
    { operations: ['google.gemma-3-27b-it'] },
    'context "config.operations" is ["google.gemma-3-27b-it"], not a JSON object',
  ],
  [
    { callers: { claims: { budget: { limitUsd: 1 }, throttle: [] } } },
    'context "config.callers.claims.throttle" is [], not a JSON object',
  ],
  [{ tracing: null }, 'context "config.tracing" is null, not true or false'],
  [
    { allowedModels: 'google.gemma-3-27b-it' },
    'context "config.allowedModels" is "google.gemma-3-27b-it", not a list of one or more texts',
  ],
  [{ allowedModels: [] }, 'context "config.allowedModels" is [], not a list of one or more texts'],
  [
    { logRetentionDays: 8 },
    'context "config.logRetentionDays" is 8, not one of 1, 3, 5, 7, 14, 30,',
  ],
  [
    { catalog: 'builtIn' },
    'context "config.catalog" is "builtIn"; it may be refreshed or built-in',
  ],
  [
    { alarms: { without: ['noise'] } },
    'context "config.alarms.without.0" is "noise"; it may be errors or throttles or tier-downgrades or mapping-errors or budget-errors or catalog-errors or end-of-life or router-latency or api-errors or authorizer-errors or function-errors or function-throttles',
  ],
  [
    { operations: { extraction: ['google.gemma-3-27b-it'] } },
    'context "config.operations.extraction" is ["google.gemma-3-27b-it"], not a text',
  ],
  [
    { operations: { extraction: 'google.gemma-3-27b-it,google.gemma-3-27b-it' } },
    'context "config.operations.extraction" is not a route: "google.gemma-3-27b-it,google.gemma-3-27b-it" names "google.gemma-3-27b-it" twice',
  ],
  [
    { alarmTopicArn: 'arn:aws:sqs:us-east-1:111122223333:on-duty' },
    'context "config.alarmTopicArn" is "arn:aws:sqs:us-east-1:111122223333:on-duty", not of the form arn:aws:sns:',
  ],
  [{ alarmTopicArn: 'arn:aws:sns:us-east-1::on-duty' }, 'not of the form arn:aws:sns:'],
  [
    { authorization: 'iam' },
    'context "config.authorization" is "iam", not a JSON object such as {"type":"iam"}',
  ],
  [
    { authorization: { type: 'open' } },
    'context "config.authorization.type" is "open"; it may be iam or keys or jwt or none',
  ],
  [
    { authorization: { type: 'keys', header: 'cookie' } },
    'context "config.authorization.header" is "cookie"; it may be either or authorization or api-key',
  ],
  [
    { authorization: { type: 'jwt', issuer: 'http://login.example.com', audience: 'router' } },
    'context "config.authorization.issuer" is "http://login.example.com", not a URL that begins with https://',
  ],
  [
    { authorization: { type: 'jwt', issuer: 'https://login.example.com' } },
    'context "config.authorization" needs the member "audience"',
  ],
  [
    { authorization: { type: 'iam', issuer: 'https://login.example.com' } },
    'context "config.authorization" has no member "issuer"; it may have type',
  ],
  [
    { callers: { claims: { tiers: ['standard'] } } },
    'context "config.callers.claims.tiers.0" is "standard"; it may be priority or default or flex or reserved or ultrafast',
  ],
  [
    { callers: { claims: { budget: { limitUsd: '5' } } } },
    'context "config.callers.claims.budget.limitUsd" is "5", not a number above 0 and at most 1000000',
  ],
  [
    { callers: { claims: { budget: { limitUsd: 1, whenExceeded: 'wait' } } } },
    'context "config.callers.claims.budget.whenExceeded" is "wait", not reject, demote-to-flex or demote-to:<operation>',
  ],
  [
    { callers: { claims: { budget: { period: 'day' } } } },
    'context "config.callers.claims.budget" needs the member "limitUsd"',
  ],
  [
    { callers: { claims: { quota: { limit: 5 } } } },
    'context "config.callers.claims.quota" needs the member "period"',
  ],
  [
    { callers: { claims: { quota: { limit: 5, period: 'hour' } } } },
    'context "config.callers.claims.quota.period" is "hour"; it may be day or week or month',
  ],
  [
    { callers: { claims: { limitUsd: 5 } } },
    'context "config.callers.claims" has no member "limitUsd"; did you mean budget.limitUsd?',
  ],
  [{ memorySize: 512 }, 'context "config" has no member "memorySize"; did you mean memorySizeMib?'],
])('refuses %j', (config, message) => {
  expect(check(config)).toThrow(message);
});

it('equals docs/ready-made-stack.schema.json, which `npm run schema` writes', () => {
  const { $schema, title, ...written } = jsonSchema;
  expect($schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(title).toBe('Configuration of the ready-made stack');
  expect(written).toEqual(toJsonSchema(CONFIG));
});

it('takes the example of docs/deployment.md, which sets every member', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'docs', 'deployment.md'), 'utf8');
  const example = JSON.parse(/```json\n([^`]+)```/.exec(page)?.[1] ?? '');
  const { $schema, ...entries } = CONFIG.entries;
  expect(check(example)()).toEqual(example);
  expect(Object.keys(example).sort()).toEqual(Object.keys(entries).sort());
});
