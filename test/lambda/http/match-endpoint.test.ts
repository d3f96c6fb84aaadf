import { describe, expect, it } from 'vitest';
import { matchEndpoint } from '../../../lambda/http/match-endpoint';

const ARN =
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456:flex';

describe('health and the lists', () => {
  it.each([
    ['/health', { kind: 'health' }],
    ['/v1/operations', { kind: 'operation-list' }],
    ['/health/', { kind: 'health' }],
    ['//health', { kind: 'health' }],
    ['//v1//operations//', { kind: 'operation-list' }],
    ['/v1/models', { kind: 'model-list', isForOpenAi: false }],
    [
      '/v1/models/us.acme.large%3Aflex',
      { kind: 'model', id: 'us.acme.large:flex', isForOpenAi: false },
    ],
    [`/v1/models/${ARN}`, { kind: 'model', id: ARN, isForOpenAi: false }],
  ])('answer GET and HEAD %s', (path, endpoint) => {
    expect(matchEndpoint('GET', path)).toEqual(endpoint);
    expect(matchEndpoint('HEAD', path)).toEqual(endpoint);
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
    ['/v1/classification/', 'converse', 'classification'],
    ['//v1//classification/stream/', 'converse-stream', 'classification'],
    ['/v1//stream', 'converse', 'stream'],
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
    ['//model/google.gemma-3-27b-it/converse/', 'converse', 'google.gemma-3-27b-it'],
    ['/model/arn%3Aaws%3Abedrock%3A%3A%3Aa%2F%2Fb/converse', 'converse', 'arn:aws:bedrock:::a//b'],
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

describe('OpenAI’s wire', () => {
  it.each([
    ['/openai/v1/chat/completions', 'chat-completions', undefined],
    ['/v1/chat/completions', 'chat-completions', undefined],
    ['/v1/chat/completions/', 'chat-completions', undefined],
    ['/openai/v1/responses', 'responses', undefined],
    ['//openai//v1/responses', 'responses', undefined],
    ['/v1/responses', 'responses', undefined],
    ['/v1/extraction/openai/v1/chat/completions', 'chat-completions', 'extraction'],
    ['/v1/extraction/openai/chat/completions', 'chat-completions', 'extraction'],
    ['/v1/page%2Dsplit/openai/v1/responses', 'responses', 'page-split'],
    ['/v1/a%2Fb/openai/responses', 'responses', 'a/b'],
  ])('is spoken at POST %s', (path, api, operation) => {
    expect(matchEndpoint('POST', path)).toEqual({ kind: 'openai', api, operation });
  });

  it.each([
    ['/openai/v1/models', { kind: 'model-list', isForOpenAi: true }],
    ['/openai/v1/models/extraction', { kind: 'model', id: 'extraction', isForOpenAi: true }],
    [
      '/openai/v1/models/us.acme.large%3Aflex',
      { kind: 'model', id: 'us.acme.large:flex', isForOpenAi: true },
    ],
    [
      '/v1/extraction/openai/v1/models',
      { kind: 'model-list', isForOpenAi: true, operation: 'extraction' },
    ],
    [
      '/v1/extraction/openai/models/extraction',
      { kind: 'model', id: 'extraction', isForOpenAi: true, operation: 'extraction' },
    ],
  ])('lists models at GET %s', (path, endpoint) => {
    expect(matchEndpoint('GET', path)).toEqual(endpoint);
  });
});

describe('a wrong method', () => {
  it.each([
    ['POST', '/health', ['GET', 'HEAD']],
    ['OPTIONS', '/health/', ['GET', 'HEAD']],
    ['POST', '/v1/operations', ['GET', 'HEAD']],
    ['POST', '/v1/models', ['GET', 'HEAD']],
    ['DELETE', '/v1/models/us.acme.large', ['GET', 'HEAD']],
    ['GET', '/v1/classification', ['POST']],
    ['HEAD', '/v1/classification', ['POST']],
    ['OPTIONS', '/v1/classification', ['POST']],
    ['PUT', '/v1/classification/stream', ['POST']],
    ['GET', '/model/us.amazon.nova-pro-v1:0/converse', ['POST']],
    ['GET', '/openai/v1/chat/completions', ['POST']],
    ['DELETE', '/v1/responses', ['POST']],
    ['POST', '/openai/v1/models', ['GET', 'HEAD']],
    ['post', '/v1/classification', ['POST']],
    ['BREW', '/v1/classification', ['POST']],
  ])('%s %s is refused: the path takes %j', (method, path, allowedMethods) => {
    expect(matchEndpoint(method, path)).toMatchObject({
      kind: 'none',
      error: {
        code: 'method-not-allowed',
        message: `${path} takes ${allowedMethods.join(' and ')}, not ${method}`,
        allowedMethods,
      },
    });
  });
});

describe('a path of another API', () => {
  const find = (method: string, path: string) => {
    const endpoint = matchEndpoint(method, path);
    return endpoint.kind === 'none' ? [endpoint.error.code, endpoint.error.message] : endpoint.kind;
  };

  it.each([
    '/v1/messages',
    '/v1/messages/',
    '/v1/messages/count_tokens',
    '/v1/messages/batches',
    '//v1/messages',
    '/anthropic/v1/messages',
  ])('%s is named as Anthropic’s, with what to set instead', (path) => {
    expect(find('POST', path)).toEqual([
      'unknown-path',
      `there is nothing at ${path}; this is the path of Anthropic's Messages API; the router speaks Amazon Bedrock's: ` +
        'set CLAUDE_CODE_USE_BEDROCK=1, CLAUDE_CODE_SKIP_BEDROCK_AUTH=1 and ANTHROPIC_BEDROCK_BASE_URL for Claude Code, ' +
        'or use the class AnthropicBedrock of the SDK, which reads ANTHROPIC_BEDROCK_BASE_URL; the base URL is that of ' +
        'this API, without /v1/messages',
    ]);
  });

  it.each([
    '/chat/completions',
    '/v1/completions',
    '/v1/embeddings',
    '/v1/chat',
    '/v1/chat/completions/chatcmpl-1',
    '/responses',
    '/openai',
    '/openai/v1/files',
    '/openai/deployments/x/chat/completions',
  ])('%s is named as OpenAI’s, with the base URL', (path) => {
    expect(find('POST', path)).toEqual([
      'unknown-path',
      `there is nothing at ${path}; this is a path of OpenAI's API; of it, the router speaks ` +
        'POST /openai/v1/chat/completions, POST /openai/v1/responses and GET /openai/v1/models: ' +
        'the base URL of a client ends in /openai/v1',
    ]);
  });

  it.each([
    ['GET', '/openai/v1/responses/resp_1'],
    ['DELETE', '/v1/responses/resp_1'],
    ['POST', '/v1/responses/resp_1/cancel'],
    ['GET', '/v1/extraction/openai/v1/responses/resp_1/input_items'],
    ['POST', '/openai/v1/conversations'],
  ])('%s %s is refused, because no candidate is known to have the response', (method, path) => {
    expect(find(method, path)).toEqual([
      'unknown-path',
      `there is nothing at ${path}; the router does not fetch, change or delete stored responses, because it does not ` +
        'know which model, account or Region has one; send the whole conversation as the "input" of ' +
        'POST /openai/v1/responses',
    ]);
  });

  it.each([
    '/v1/message',
    '/v1/messages2',
    '/v1/chats',
    '/v1/model',
    '/v1/openai',
    '/v1/conversations',
  ])('is not %s, which names an operation', (path) => {
    expect(find('POST', path)).toBe('invocation');
  });
});

describe('an unknown path', () => {
  it.each([
    '/',
    '',
    '/v1',
    '/v1/',
    '/v1/classification/stream/more',
    '/model/converse',
    '/model//converse',
    '/model/us.amazon.nova-pro-v1:0',
    '/model/us.amazon.nova-pro-v1:0/embed',
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
          'POST /model/{modelId}/{action}, POST /openai/v1/chat/completions, POST /openai/v1/responses, ' +
          'GET /v1/operations, GET /v1/models or GET /health',
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
