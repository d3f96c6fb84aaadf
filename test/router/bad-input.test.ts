import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BODY, type ObservedRouter, post, startObservedRouter } from './support';

describe('bad input', () => {
  let router: ObservedRouter;

  beforeAll(async () => {
    router = await startObservedRouter({
      settings: {
        allowedModels: ['us.amazon.nova-2-lite-v1:0'],
        allowedTiers: ['default', 'flex', 'priority'],
      },
    });
  });
  afterAll(() => router.close());

  const inBody = (member: string) => `{${member},${BODY.slice(1)}`;

  it.each([
    [
      'an unknown operation',
      '/v1/summary',
      BODY,
      {},
      [404, 'ResourceNotFoundException', 'unknown-operation'],
      'there is no operation "summary"; the operations are assessment, classification, extraction',
    ],
    [
      'an empty body',
      '/v1/extraction',
      '',
      {},
      [400, 'ValidationException', 'invalid-body'],
      'the body is empty; send a Converse request as JSON',
    ],
    [
      'a body that is not JSON',
      '/v1/extraction',
      '{"messages": [}',
      {},
      [400, 'ValidationException', 'invalid-body'],
      'the body is not JSON: unexpected character at line 1, column 15',
    ],
    [
      'a body that is an array',
      '/v1/extraction',
      '[]',
      {},
      [400, 'ValidationException', 'invalid-body'],
      'the body is JSON but not an object; send a Converse request',
    ],
    [
      'an unknown tier in the header',
      '/v1/extraction',
      BODY,
      { 'x-amzn-bedrock-service-tier': 'turbo' },
      [400, 'ValidationException', 'invalid-tier'],
      'x-amzn-bedrock-service-tier is "turbo"; the service tiers are priority, default, flex, reserved',
    ],
    [
      'an unknown tier in the body',
      '/v1/extraction',
      inBody('"serviceTier":{"type":"FLEX"}'),
      {},
      [400, 'ValidationException', 'invalid-tier'],
      'serviceTier.type is "FLEX"; the service tiers are priority, default, flex, reserved',
    ],
    [
      'a tier as a bare string',
      '/v1/extraction',
      inBody('"serviceTier":"flex"'),
      {},
      [400, 'ValidationException', 'invalid-tier'],
      'serviceTier is "flex"; write it as {"type": "flex"}, with one of priority, default, flex, reserved',
    ],
    [
      'a tier in a body that is nested more than a thousand levels deep',
      '/v1/extraction',
      inBody(`"serviceTier":null,"a":${'['.repeat(1_000)}${']'.repeat(1_000)}`),
      {},
      [400, 'ValidationException', 'invalid-body'],
      'the body is nested too deeply to take serviceTier out of it',
    ],
    [
      'two tiers at once',
      '/v1/extraction',
      inBody('"serviceTier":{"type":"flex"}'),
      { 'x-amzn-bedrock-service-tier': 'priority' },
      [400, 'ValidationException', 'conflicting-tiers'],
      'the header asks for service tier "priority" and the body for "flex"; send one of them',
    ],
    [
      'a tier outside the allowed ones',
      '/v1/extraction',
      BODY,
      { 'x-amzn-bedrock-service-tier': 'reserved' },
      [403, 'AccessDeniedException', 'tier-not-allowed'],
      'service tier "reserved" is not allowed here; the allowed tiers are priority, default, flex',
    ],
    [
      'a model outside the allowed ones',
      '/model/amazon.nova-pro-v1%3A0%3Aflex/converse',
      BODY,
      {},
      [403, 'AccessDeniedException', 'model-not-allowed'],
      'model "amazon.nova-pro-v1:0" is not allowed here; the allowed models are us.amazon.nova-2-lite-v1:0',
    ],
    [
      'a misspelled tier in a model ID',
      '/model/us.amazon.nova-2-lite-v1:0:FLEX/converse',
      BODY,
      {},
      [400, 'ValidationException', 'invalid-model-id'],
      '"us.amazon.nova-2-lite-v1:0:FLEX" is not a tiered model ID: tiers are written in lower case: "us.amazon.nova-2-lite-v1:0:flex"',
    ],
    [
      'an unclear strictness',
      '/v1/extraction',
      BODY,
      { 'x-router-strict-tier': 'yes' },
      [400, 'ValidationException', 'invalid-header'],
      'x-router-strict-tier is "yes"; it may be true or false',
    ],
    [
      'an unknown path',
      '/v2/extraction',
      BODY,
      {},
      [404, 'UnknownOperationException', 'unknown-path'],
      'there is nothing at /v2/extraction; send POST /v1/{operation}, POST /v1/{operation}/stream, GET /v1/operations, GET /health or POST /model/{modelId}/{action}',
    ],
    [
      'a wrong method',
      '/v1/operations',
      BODY,
      {},
      [405, 'UnknownOperationException', 'method-not-allowed'],
      '/v1/operations takes GET, not POST',
    ],
  ])('refuses %s', async (_what, path, body, headers, [status, exception, code], message) => {
    const arrivedBefore = router.aws.bedrock.journal.entries.length;
    const response = await post(router, path, body, headers as Record<string, string>);
    expect(await response.json()).toEqual({ message });
    expect(response.status).toBe(status);
    expect(response.headers.get('x-amzn-errortype')).toBe(exception);
    expect(response.headers.get('x-router-error')).toBe(code);
    expect(router.aws.bedrock.journal.entries).toHaveLength(arrivedBefore);
  });

  it('names the allowed method in the header Allow', async () => {
    const response = await fetch(`${router.url}/v1/extraction`, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each([
    ['6 MB at the function', 6.5 * 1024 * 1024, 'Request Too Long'],
    ['10 MB at the gateway', 10.5 * 1024 * 1024, 'HTTP content length exceeded 10485760 bytes.'],
  ])('refuses a body over %s', async (_limit, size, message) => {
    const response = await post(router, '/v1/extraction', 'x'.repeat(size));
    expect([response.status, await response.json()]).toEqual([413, { message }]);
  });

  it('takes a body of 5 MB', async () => {
    const text = 'x'.repeat(5 * 1024 * 1024);
    const response = await post(router, '/v1/extraction', BODY.replace('Invoice 4711', text));
    expect(response.status).toBe(200);
  });

  it.each([
    ['throttle', 429, 'ThrottlingException'],
    ['unavailable', 503, 'ServiceUnavailableException'],
    ['internal', 500, 'InternalServerException'],
    ['model-error', 424, 'ModelErrorException'],
    ['access-denied', 403, 'AccessDeniedException'],
  ] as const)('hands on Bedrock’s own error unchanged: %s', async (kind, status, exception) => {
    router.aws.bedrock.failures.add({ kind, rate: 1 });
    const response = await post(router, '/v1/extraction');
    router.aws.bedrock.failures.clear();
    const body = Buffer.from(await response.arrayBuffer());
    const arrival = router.aws.bedrock.journal.entries.at(-1);
    expect(body).toEqual(arrival?.replyBody);
    expect(response.status).toBe(status);
    expect(response.headers.get('x-amzn-errortype')).toMatch(new RegExp(`^${exception}`));
    expect(response.headers.get('x-router-error')).toBeNull();
    expect(response.headers.get('x-router-operation')).toBe('extraction');
  });
});
