import fc from 'fast-check';
import { isJsonObject } from '../../lambda/core/json/json-object';
import { arbitraryBody, CANARY } from './arbitrary-body';
import { arbitraryPath } from './arbitrary-path';

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
    'X-Router-Split-Key',
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
const values = fc.oneof(
  { weight: 3, arbitrary: fc.array(value, { minLength: 1, maxLength: 3 }) },
  // Alone, because a text that was joined is another one.
  fc.constant([CANARY]),
);
const headers = fc
  .array(fc.tuple(headerName, values), { maxLength: 6 })
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

/** Events of REST APIs and their test consoles, with members that HTTP APIs and load balancers add or omit. */
const restEvent = fc
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
  .map((parts): unknown => Object.assign({}, ...parts));

/** Events of other triggers than a REST API. */
const foreignEvent = fc
  .tuple(
    headers,
    body,
    fc.constantFrom(
      {
        version: '2.0',
        routeKey: '$default',
        rawPath: '/v1/extraction',
        cookies: [CANARY],
        requestContext: { requestId: 'request-1', http: { method: 'POST', path: '/v1/x' } },
      },
      {
        version: '1.0',
        httpMethod: 'POST',
        path: '/v1/extraction',
        requestContext: { requestId: 'request-1', domainPrefix: 'id', authorizer: {} },
      },
      {
        httpMethod: 'POST',
        path: '/v1/extraction',
        requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:x' } },
      },
      {
        requestContext: {
          requestId: 'request-1',
          connectionId: 'connection-1',
          eventType: 'MESSAGE',
          routeKey: '$default',
        },
      },
      { Records: [{ eventSource: 'aws:sqs', body: CANARY }] },
    ),
  )
  .map((parts): unknown => Object.assign({}, ...parts));

const MEMBERS = [
  'httpMethod',
  'path',
  'headers',
  'headers.Accept',
  'multiValueHeaders',
  'multiValueHeaders.Accept',
  'requestContext',
  'requestContext.requestId',
  'requestContext.identity',
  'requestContext.identity.apiKeyId',
  'pathParameters',
  'pathParameters.proxy',
  'body',
  'isBase64Encoded',
];

/** Values of the wrong kind; `absent` removes the member. */
const wrongValue = fc.oneof(
  fc.constantFrom(null, 7, true, '', 'x', 'absent', [], ['x'], [null], [['x']], { toString: 1 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** An event with one member that is of any kind, or missing. */
const spoiltEvent = fc
  .tuple(fc.oneof(restEvent, foreignEvent), fc.constantFrom(...MEMBERS), wrongValue)
  .map(([event, member, wrong]) => spoil(event, member.split('.'), wrong));

function spoil(value: unknown, path: readonly string[], wrong: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return wrong === 'absent' ? undefined : wrong;
  const object = isJsonObject(value) ? value : {};
  return { ...object, [name]: spoil(object[name], rest, wrong) };
}

/** As JSON text, because only there a member can be named `__proto__`. */
export const arbitraryEvent = fc
  .oneof(
    { weight: 6, arbitrary: restEvent },
    { weight: 1, arbitrary: foreignEvent },
    { weight: 3, arbitrary: spoiltEvent },
    fc.jsonValue({ maxDepth: 2 }),
  )
  .map((event) => JSON.stringify(event));
