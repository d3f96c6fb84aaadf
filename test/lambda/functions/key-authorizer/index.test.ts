import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningHandler, startHandler } from '../start-handler';

const DIST = join(__dirname, '..', '..', '..', '..', 'dist');
const BUNDLE = join(DIST, 'authorizer', 'index.js');
const KEY = 'exampleKey0123456789abcdefghijklmnopqrst';
const OTHER_KEY = 'otherKey9876543210zyxwvutsrqponmlkjihgfe';
const METHOD_ARN = 'arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/prod/POST/v1/extraction';
const STAGE = 'arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/prod/*';

let either: RunningHandler;
let bearerOnly: RunningHandler;

beforeAll(() => {
  either = startHandler('authorizer', { AUTHORIZER_CONFIG: '{"keyHeader":"either"}' });
  bearerOnly = startHandler('authorizer', {
    AUTHORIZER_CONFIG: '{"keyHeader":"authorization"}',
  });
});

afterAll(() => Promise.all([either.close(), bearerOnly.close()]));

/** The event of a REQUEST authorizer, as far as it is read. */
function composeEvent(headers: Readonly<Record<string, string>>) {
  const repeated = Object.entries(headers).map(([name, value]) => [name, [value]]);
  return {
    type: 'REQUEST',
    methodArn: METHOD_ARN,
    headers,
    multiValueHeaders: Object.fromEntries(repeated),
  };
}

function letIn(key: string) {
  return {
    answer: {
      principalId: 'keyed-caller',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: STAGE }],
      },
      usageIdentifierKey: key,
    },
  };
}

describe('the bundle', () => {
  it.each([
    ['x-api-key', { 'x-api-key': KEY }],
    ['a bearer token', { Authorization: `Bearer ${KEY}` }],
    ['both, of which x-api-key counts', { Authorization: `Bearer ${OTHER_KEY}`, 'X-Api-Key': KEY }],
  ])('hands API Gateway the key from %s', async (_, headers) => {
    expect(await either.ask(composeEvent(headers))).toEqual(letIn(KEY));
  });

  it.each([
    ['no credentials', {}],
    [
      'a signature for Bedrock',
      { authorization: 'AWS4-HMAC-SHA256 Credential=AKIAEXAMPLE/20261121' },
    ],
    ['a JSON web token', { authorization: `Bearer ${KEY}.${KEY}.${KEY}` }],
  ])('answers %s with the word for 401', async (_, headers) => {
    expect(await either.ask(composeEvent(headers))).toEqual({ refusal: 'Unauthorized' });
  });

  it('reads no other header when answers are cached by Authorization', async () => {
    const both = composeEvent({ authorization: 'Bearer nothing', 'x-api-key': KEY });
    expect(await bearerOnly.ask(both)).toEqual({ refusal: 'Unauthorized' });
    const bearer = composeEvent({ authorization: `Bearer ${OTHER_KEY}`, 'x-api-key': KEY });
    expect(await bearerOnly.ask(bearer)).toEqual(letIn(OTHER_KEY));
  });

  it('logs nothing, whatever comes', async () => {
    await either.ask(composeEvent({ 'x-api-key': KEY }));
    await either.ask(composeEvent({ 'x-api-key': 'too short' }));
    await either.ask({ methodArn: METHOD_ARN, headers: null, multiValueHeaders: null });
    expect(either.log()).toBe('');
  });

  it('counts a start that fails, under the name of the router', () => {
    const { stdout, stderr } = spawnSync(process.execPath, [BUNDLE], {
      env: { POWERTOOLS_SERVICE_NAME: 'team/router' },
      encoding: 'utf8',
    });
    expect(stderr).toContain('AUTHORIZER_CONFIG: keyHeader is undefined');
    expect(JSON.parse(stdout)).toEqual({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: 'BedrockTierRouter',
            Dimensions: [['service']],
            Metrics: [{ Name: 'AuthorizerErrors', Unit: 'Count' }],
          },
        ],
      },
      service: 'team/router',
      AuthorizerErrors: 1,
    });
  });

  it('has nothing in it but the repository’s own code', () => {
    const file = join(DIST, 'authorizer-metafile.json');
    expect(Object.keys(JSON.parse(readFileSync(file, 'utf8')).inputs).sort()).toEqual([
      'lambda/adapters/telemetry/authorizer-errors.ts',
      'lambda/adapters/telemetry/format-emf-line.ts',
      'lambda/adapters/telemetry/line-settings.ts',
      'lambda/contract/environment.ts',
      'lambda/contract/events.ts',
      'lambda/contract/headers.ts',
      'lambda/contract/index.ts',
      'lambda/contract/jobs.ts',
      'lambda/contract/metrics.ts',
      'lambda/contract/parameters.ts',
      'lambda/contract/tables.ts',
      'lambda/core/json/json-object.ts',
      'lambda/functions/key-authorizer/find-key.ts',
      'lambda/functions/key-authorizer/index.ts',
      'lambda/http/allow-stage.ts',
    ]);
  });
});
