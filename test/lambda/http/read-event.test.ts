import { describe, expect, it } from 'vitest';
import { findRequestId, readEvent } from '../../../lambda/http/read-event';
import { readEventFile } from './events/read-event-file';

it('reads a call of an operation', () => {
  expect(readEvent(readEventFile('post-operation'))).toEqual({
    requestId: '0f7e3c52-1b9c-4a8d-9a57-3a2f6c1d0e4b',
    method: 'POST',
    path: '/v1/extraction',
    headers: {
      accept: '*/*',
      'cloudfront-forwarded-proto': 'https',
      'content-type': 'application/json',
      host: 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com',
      'user-agent': 'curl/8.7.1',
      'x-amzn-bedrock-service-tier': 'priority',
      'x-amzn-trace-id': 'Root=1-6923e4f1-0a1b2c3d4e5f60718293a4b5',
      'x-forwarded-for': '203.0.113.7',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    },
    callerId: undefined,
    userArn: 'arn:aws:sts::111122223333:assumed-role/pipeline/pipeline',
    authorizedId: undefined,
    body: '{"messages":[{"role":"user","content":[{"text":"Gesamtbetrag 12,50 €"}]}]}',
  });
});

it.each([
  [{ principalId: 'ann', scope: 'jobs' }, 'ann'],
  [{ claims: { sub: 'fd1666d8', 'cognito:username': 'ann' } }, 'fd1666d8'],
  [{ principalId: 'ann', claims: { sub: 'fd1666d8' } }, 'ann'],
  [{ claims: {} }, undefined],
  [{ claims: '{"sub":"ann"}' }, undefined],
  [{ principalId: 7 }, undefined],
  [{}, undefined],
  [null, undefined],
])('reads the principal of an authorizer that gave %j', (authorizer, authorizedId) => {
  const event = readEventFile('post-operation');
  const requestContext = { ...event.requestContext, authorizer };
  expect(readEvent({ ...event, requestContext }).authorizedId).toBe(authorizedId);
});

it('keeps a path percent-encoded and makes bytes of base64', () => {
  const request = readEvent(readEventFile('post-model-base64'));
  expect(request.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0%3Aflex/invoke');
  expect(Buffer.from(request.body).toString('hex')).toBe('00fffe7b2261223a317d');
});

it('reads a test call from the console, which has neither headers nor a body', () => {
  expect(readEvent(readEventFile('console-test'))).toEqual({
    requestId: 'f7a21c9e-8d40-4c3b-9b16-5e0d7c2a1f38',
    method: 'GET',
    path: '/health',
    headers: {},
    callerId: 'test-invoke-api-key-id',
    userArn: 'arn:aws:iam::111122223333:user/operator',
    authorizedId: undefined,
    body: '',
  });
});

describe('the path behind a custom domain', () => {
  const ENCODED = 'model/us.amazon.nova-2-lite-v1%3A0%3Aflex/invoke';
  const ARN = 'arn%3Aaws%3Abedrock%3Aus-east-1%3A111122223333%3Aprompt%2FABCDEFGHIJ';

  function readPath(path: string, proxy: string | undefined) {
    const pathParameters = proxy === undefined ? null : { proxy };
    return readEvent({ ...readEventFile('post-behind-domain'), path, pathParameters }).path;
  }

  it('begins after the base path', () => {
    expect(readEvent(readEventFile('post-behind-domain')).path).toBe(`/${ENCODED}`);
  });

  it.each([
    ['/bedrock/v1/extraction', 'v1/extraction', '/v1/extraction'],
    [`/bedrock/model/${ARN}/invoke`, `model/${ARN}/invoke`, `/model/${ARN}/invoke`],
    [`/${ENCODED}`, ENCODED, `/${ENCODED}`],
    ['/model/model/converse', 'model/converse', '/model/converse'],
    ['/v1/50%', 'v1/50%', '/v1/50%'],
  ])('of %s is what {proxy+} matched: %s', (path, proxy, read) => {
    expect(readPath(path, proxy)).toBe(read);
  });

  it.each([
    [
      `/bedrock/model/${ARN}/invoke`,
      'model/arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEFGHIJ/invoke',
      '/model/arn:aws:bedrock:us-east-1:111122223333:prompt/ABCDEFGHIJ/invoke',
    ],
  ])('of %s may have been matched decoded: %s', (path, proxy, read) => {
    expect(readPath(path, proxy)).toBe(read);
  });

  it.each([
    ['/bedrock', undefined],
    ['/bedrock/', undefined],
    ['/', undefined],
    ['/v1/operations', 'health'],
    ['/bedrock/%E0%A4%A', 'health'],
  ])('of %s is left if {proxy+} matched something else: %s', (path, proxy) => {
    expect(readPath(path, proxy)).toBe(path);
  });
});

it('takes an empty body in base64 for no bytes', () => {
  const event = { ...readEventFile('post-model-base64'), body: '' };
  expect(readEvent(event).body).toEqual(Buffer.alloc(0));
});

describe('an event of a REST API', () => {
  it.each([
    ['leaves out whether its body is base64', { isBase64Encoded: undefined }],
    ['has null for that', { isBase64Encoded: null }],
  ])('%s: it is text', (_, members) => {
    const event = { ...readEventFile('post-operation'), body: 'eyJ9', ...members };
    expect(readEvent(event).body).toBe('eyJ9');
  });
});

describe('the request ID of an event that cannot be read', () => {
  it.each([
    ['{"requestContext":{"requestId":"r-1"}}', 'r-1'],
    ['{"requestContext":{"requestId":7}}', undefined],
    ['null', undefined],
  ])('%s is %j', (text, requestId) => {
    expect(findRequestId(JSON.parse(text))).toBe(requestId);
  });
});
