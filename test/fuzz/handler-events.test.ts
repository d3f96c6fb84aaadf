import type { APIGatewayProxyEvent } from 'aws-lambda';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FunctionResponseStream } from '../../local/lambda/function-response-stream';
import { composeContext } from '../../local/lambda/node-runtime';
import { readWritten } from '../lambda/http/lambda-runtime';
import { arbitraryBody, CANARY } from './arbitrary-body';
import { arbitraryPath } from './arbitrary-path';
import { assertWithCorpus, FUZZ_TIMEOUT_MILLIS } from './assert-with-corpus';
import {
  expectSoundAnswer,
  expectSoundArrival,
  expectSoundLines,
  expectUnpollutedPrototypes,
} from './expect-sound';
import { loadRouter } from './load-router';

const router = loadRouter();

const value = fc.oneof(
  fc.stringMatching(/^[ -~]{0,20}$/),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('a\r\nx-injected: 1', 'a\u0000', '\ud83d', 'Grüße', '請求書'),
  fc.constantFrom('flex', 'priority', 'true', 'false', '1', '2000', 'a, b', `${CANARY}`, ''),
);
const headerName = fc.oneof(
  fc.constantFrom(
    'X-Amzn-Bedrock-Service-Tier',
    'x-amzn-bedrock-service-tier',
    'X-Router-Strict-Tier',
    'x-router-timeout-ms',
    'content-type',
    'Accept',
    'Anthropic-Beta',
    'X-Amzn-Bedrock-Trace',
    'x-amzn-bedrock-performanceconfig-latency',
    'Host',
    'Content-Length',
    'Transfer-Encoding',
    'X-Amz-Security-Token',
    '__proto__',
    'constructor',
  ),
  fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/),
  fc.string({ unit: 'binary', maxLength: 4 }).map((text) => `anthropic-${text}`),
);
const secrets = {
  Authorization: `Bearer ${CANARY}`,
  'x-api-key': CANARY,
  Cookie: `session=${CANARY}`,
};
const headers = fc
  .array(fc.tuple(headerName, fc.array(value, { minLength: 1, maxLength: 3 })), { maxLength: 6 })
  .map((pairs) => [...pairs, ...Object.entries(secrets).map(pairUp)])
  .map((pairs) => ({
    headers: Object.fromEntries(pairs.map(([name, values]) => [name, values.at(-1) ?? ''])),
    multiValueHeaders: Object.fromEntries(pairs),
  }));

function pairUp([name, text]: [string, string]): [string, string[]] {
  return [name, [text]];
}

const body = fc.oneof(
  arbitraryBody.map((text) => ({ body: text, isBase64Encoded: false })),
  arbitraryBody.map((text) => ({
    body: Buffer.from(text).toString('base64'),
    isBase64Encoded: true,
  })),
  fc.string({ maxLength: 30 }).map((text) => ({ body: text, isBase64Encoded: true })),
  fc.constantFrom({ body: null, isBase64Encoded: false }, { body: '', isBase64Encoded: true }, {}),
);

/** Events of REST APIs, of their test consoles, and what HTTP APIs and load balancers add to them or leave out. */
const event = fc
  .tuple(
    fc.record({
      httpMethod: fc.oneof(
        { weight: 8, arbitrary: fc.constant('POST') },
        fc.constantFrom('GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'post', ''),
      ),
      path: fc.oneof(
        { weight: 12, arbitrary: arbitraryPath },
        fc.string({ unit: 'binary', maxLength: 20 }),
      ),
      requestContext: fc.constantFrom(
        { requestId: 'request-1' },
        { requestId: 'request-1', identity: null, authorizer: { principalId: CANARY } },
        { requestId: 'request-1', elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:x' } },
      ),
    }),
    fc.oneof(
      headers,
      headers.map(({ headers: single }) => ({ headers: single })),
      fc.constantFrom({}, { headers: null, multiValueHeaders: null }),
    ),
    body,
    fc.record(
      {
        resource: fc.constantFrom('/{proxy+}', '/', ''),
        pathParameters: fc.constantFrom(null, { proxy: '../..' }),
        queryStringParameters: fc.constantFrom(null, { key: CANARY }),
        stageVariables: fc.constantFrom(null, { ['__proto__']: 'polluted' }),
        version: fc.constantFrom('1.0', '2.0'),
        extra: fc.jsonValue(),
      },
      { requiredKeys: [] },
    ),
  )
  .map((parts) => JSON.stringify(Object.assign({}, ...parts)));

async function invoke(text: string) {
  const stream = new FunctionResponseStream();
  const gatewayEvent: APIGatewayProxyEvent = JSON.parse(text);
  const handling = router.function.handler(gatewayEvent, stream, composeContext(10_000));
  const [written] = await Promise.all([readWritten(stream), handling]);
  return { ...written, status: written.statusCode };
}

it(
  'an event of a gateway, whatever is in it, has one sound answer and sound traces',
  async () => {
    await assertWithCorpus({
      name: 'handler-events',
      values: event,
      runs: 1_500,
      check: async (text) => {
        router.aws.bedrock.journal.clear();
        const answer = await invoke(text);
        expectSoundAnswer(answer);
        const lines = await router.takeLines();
        expectSoundLines(lines);
        const isRouted = answer.status !== 200 || router.aws.bedrock.journal.entries.length > 0;
        const receipts = lines.filter((line) => JSON.parse(line).status !== undefined);
        expect(receipts).toHaveLength(isRouted ? 1 : 0);
        for (const arrival of router.aws.bedrock.journal.entries) {
          expectSoundArrival(arrival, router.aws.url);
        }
        expectUnpollutedPrototypes();
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);
