import { describe, expect, it } from 'vitest';
import { fakeRouter } from '../../fakes/fake-router';
import { readEventFile } from './events/read-event-file';
import { invoke } from './invoke-handler';
import { useLambdaRuntime } from './lambda-runtime';

useLambdaRuntime();

const REST = readEventFile('post-operation');
const GATEWAY_ID = '0f7e3c52-1b9c-4a8d-9a57-3a2f6c1d0e4b';

const HTTP_API = {
  version: '2.0',
  routeKey: 'POST /v1/{operation}',
  rawPath: '/v1/extraction',
  rawQueryString: '',
  headers: { 'content-type': 'application/json' },
  requestContext: {
    requestId: 'http-api-1',
    http: { method: 'POST', path: '/v1/extraction', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1' },
  },
  body: '{}',
  isBase64Encoded: false,
};
const WEBSOCKET = {
  requestContext: {
    routeKey: '$default',
    eventType: 'MESSAGE',
    connectionId: 'c-1',
    requestId: 'websocket-1',
  },
  body: '{}',
  isBase64Encoded: false,
};
const LOAD_BALANCER = {
  requestContext: { elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:1:x' } },
  httpMethod: 'POST',
  path: '/v1/extraction',
  headers: { host: 'example.org' },
  body: '{}',
  isBase64Encoded: false,
};

describe('an event of something else than a REST API is refused and recorded', () => {
  it.each<[string, unknown, string, string]>([
    ['undefined', undefined, 'it is missing, not an object', 'lambda-request-1'],
    ['null', null, 'it is null, not an object', 'lambda-request-1'],
    ['text', 'event', 'it is of type string, not an object', 'lambda-request-1'],
    ['a list', [REST], 'it is a list, not an object', 'lambda-request-1'],
    ['an empty object', {}, 'requestContext is missing, not an object', 'lambda-request-1'],
    ['an HTTP API’s own format', HTTP_API, 'httpMethod is missing, not text', 'http-api-1'],
    ['a WebSocket API', WEBSOCKET, 'httpMethod is missing, not text', 'websocket-1'],
    [
      'a load balancer',
      LOAD_BALANCER,
      'requestContext.requestId is missing, not text',
      'lambda-request-1',
    ],
    [
      'a context of null',
      { ...REST, requestContext: null },
      'requestContext is null, not an object',
      'lambda-request-1',
    ],
    ['a path of null', { ...REST, path: null }, 'path is null, not text', GATEWAY_ID],
    [
      'an ID of a key that is a number',
      { ...REST, requestContext: { requestId: 'r-1', identity: { apiKeyId: 7 } } },
      'requestContext.identity.apiKeyId is of type number, not text',
      'r-1',
    ],
    [
      'a match that is no text',
      { ...REST, pathParameters: { proxy: { toString: 1 } } },
      'pathParameters.proxy is of type object, not text',
      GATEWAY_ID,
    ],
    [
      'a text for whether the body is base64',
      { ...REST, isBase64Encoded: 'false' },
      'isBase64Encoded is of type string, not true or false',
      GATEWAY_ID,
    ],
  ])('such as %s', async (_, event, problem, requestId) => {
    const router = fakeRouter();
    const { statusCode, headers, body } = await invoke(router, event);
    expect([statusCode, headers['x-router-error']]).toEqual([400, 'invalid-event']);
    expect(headers['x-amzn-errortype']).toBe('ValidationException');
    expect(JSON.parse(body)).toEqual({
      message:
        `the event is not a REST API proxy event: ${problem}; ` +
        'invoke the function through a REST API with a proxy integration',
    });
    expect(router.telemetry.receipts).toMatchObject([
      { requestId, failure: { code: 'invalid-event' } },
    ]);
    expect(router.bedrock.requests).toEqual([]);
  });
});

describe('an event of a REST API with', () => {
  it.each([
    [
      'an object for a body',
      { body: { messages: [] } },
      'invalid-body',
      'the body of the event is of type object, not text',
    ],
    [
      'a number for a body',
      { body: 7 },
      'invalid-body',
      'the body of the event is of type number, not text',
    ],
    [
      'a number for a header',
      { headers: { 'anthropic-beta': 7 }, multiValueHeaders: null },
      'invalid-header',
      'the value of "anthropic-beta" is of type number, not text',
    ],
  ])('%s is refused and recorded', async (_, members, code, message) => {
    const router = fakeRouter();
    const { statusCode, headers, body } = await invoke(router, { ...REST, ...members });
    expect([statusCode, headers['x-router-error']]).toEqual([400, code]);
    expect(JSON.parse(body)).toEqual({ message });
    expect(router.telemetry.receipts).toMatchObject([{ requestId: GATEWAY_ID, failure: { code } }]);
  });

  it('the map of repeated headers alone loses none of them', async () => {
    const router = fakeRouter();
    const multiValueHeaders = {
      'X-Amzn-Bedrock-Service-Tier': ['flex'],
      'X-Router-Strict-Tier': ['maybe'],
    };
    const event = { ...REST, headers: null, multiValueHeaders };
    const { statusCode, body } = await invoke(router, event);
    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toEqual({
      message: 'x-router-strict-tier is "maybe"; it may be true or false',
    });
  });
});
