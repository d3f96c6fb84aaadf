import { describe, expect, it } from 'vitest';
import { matchEndpoint } from '../../../lambda/http/match-endpoint';

const ARN =
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456:flex';

describe('health and the lists', () => {
  it.each([
    ['/health', { kind: 'health' }],
    ['/v1/operations', { kind: 'operation-list' }],
    ['/v1/models', { kind: 'model-list' }],
    ['/v1/models/us.acme.large%3Aflex', { kind: 'model', id: 'us.acme.large:flex' }],
    [`/v1/models/${ARN}`, { kind: 'model', id: ARN }],
  ])('answer GET %s', (path, endpoint) => {
    expect(matchEndpoint('GET', path)).toEqual(endpoint);
  });
});

describe('an operation', () => {
  it.each([
    ['/v1/classification', 'converse', 'classification'],
    ['/v1/classification/stream', 'converse-stream', 'classification'],
    ['/v1/page%2Dsplit', 'converse', 'page-split'],
    ['/v1/a%2Fb', 'converse', 'a/b'],
    ['/v1/50%', 'converse', '50%'],
    ['/v1/stream', 'converse', 'stream'],
    ['/v1/operations/stream', 'converse-stream', 'operations'],
  ])('is named by POST %s', (path, action, name) => {
    expect(matchEndpoint('POST', path)).toEqual({
      kind: 'invocation',
      action,
      destination: { kind: 'operation', name },
    });
  });
});

describe('a model', () => {
  it.each([
    ['/model/classification/converse', 'converse', 'classification'],
    ['/model/us.amazon.nova-2-lite-v1%3A0/converse', 'converse', 'us.amazon.nova-2-lite-v1:0'],
    [
      '/model/us.amazon.nova-2-lite-v1%3a0%3aflex/converse-stream',
      'converse-stream',
      'us.amazon.nova-2-lite-v1:0:flex',
    ],
    ['/model/google.gemma-3-27b-it:flex/invoke', 'invoke', 'google.gemma-3-27b-it:flex'],
    [
      '/model/us.anthropic.claude-sonnet-4-6/invoke-with-response-stream',
      'invoke-with-response-stream',
      'us.anthropic.claude-sonnet-4-6',
    ],
    ['/model/us.amazon.nova-pro-v1:0/count-tokens', 'count-tokens', 'us.amazon.nova-pro-v1:0'],
    [
      '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A111122223333%3Aapplication-inference-profile%2Fabc123def456%3Aflex/converse',
      'converse',
      ARN,
    ],
    [`/model/${ARN}/invoke`, 'invoke', ARN],
    ['/model/a%/converse', 'converse', 'a%'],
    ['/model/a/converse/converse', 'converse', 'a/converse'],
  ])('is named by POST %s', (path, action, text) => {
    expect(matchEndpoint('POST', path)).toEqual({
      kind: 'invocation',
      action,
      destination: { kind: 'model', text },
    });
  });
});

describe('a wrong method', () => {
  it.each([
    ['POST', '/health', 'GET'],
    ['POST', '/v1/operations', 'GET'],
    ['POST', '/v1/models', 'GET'],
    ['DELETE', '/v1/models/us.acme.large', 'GET'],
    ['GET', '/v1/classification', 'POST'],
    ['PUT', '/v1/classification/stream', 'POST'],
    ['GET', '/model/us.amazon.nova-pro-v1:0/converse', 'POST'],
    ['post', '/v1/classification', 'POST'],
  ])('%s %s is refused: the path takes %s', (method, path, allowed) => {
    expect(matchEndpoint(method, path)).toMatchObject({
      kind: 'none',
      error: {
        code: 'method-not-allowed',
        message: `${path} takes ${allowed}, not ${method}`,
        allowedMethods: [allowed],
      },
    });
  });
});

describe('an unknown path', () => {
  it.each([
    '/',
    '',
    '/health/',
    '/v1',
    '/v1/',
    '/v1//stream',
    '/v1/classification/',
    '/v1/classification/stream/more',
    '/model/converse',
    '/model//converse',
    '/model/us.amazon.nova-pro-v1:0',
    '/model/us.amazon.nova-pro-v1:0/embed',
    '/model/us.amazon.nova-pro-v1:0/converse/',
    '/prod/health',
    '/prod/v1/operations',
    '/prod/v1/classification',
    '/prod/v1/classification/stream',
    '/prod/model/us.amazon.nova-pro-v1:0/converse',
  ])('"%s" is refused', (path) => {
    expect(matchEndpoint('POST', path)).toMatchObject({
      kind: 'none',
      error: {
        code: 'unknown-path',
        message:
          `there is nothing at ${path}; send POST /v1/{operation}, POST /v1/{operation}/stream, ` +
          'GET /v1/operations, GET /v1/models, GET /health or POST /model/{modelId}/{action}',
      },
    });
  });

  it('is repeated up to 256 characters', () => {
    const endpoint = matchEndpoint('GET', `/${'x'.repeat(9_000)}`);
    expect(endpoint).toMatchObject({
      error: { message: expect.stringContaining('x'.repeat(255)) },
    });
    expect(endpoint).not.toMatchObject({
      error: { message: expect.stringContaining('x'.repeat(256)) },
    });
  });
});
