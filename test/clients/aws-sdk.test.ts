import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { CLAUDE, createClient, MESSAGES, NOVA, NOVA_BODY, REPLY } from './bedrock-client';
import { CALLS } from './calls';
import { runRouter } from './run-router';

const router = runRouter();

const TIER_HEADER = 'x-amzn-bedrock-service-tier';
const USAGE = { inputTokens: 5, outputTokens: 36, totalTokens: 41 };

function readBody(): { readonly [member: string]: unknown } {
  return JSON.parse(router.arrival.body.toString('utf8'));
}

describe('the AWS SDK', () => {
  it('converses', async () => {
    const reply = await createClient(router.url).send(
      new ConverseCommand({ modelId: 'extraction', messages: MESSAGES }),
    );
    expect(reply).toMatchObject({
      $metadata: { httpStatusCode: 200, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      output: { message: { role: 'assistant', content: [{ text: REPLY }] } },
      stopReason: 'end_turn',
      usage: USAGE,
      serviceTier: { type: 'flex' },
    });
  });

  it('decodes every event of a converse stream', async () => {
    const { stream = [] } = await createClient(router.url).send(
      new ConverseStreamCommand({ modelId: 'extraction', messages: MESSAGES }),
    );
    const names: string[] = [];
    let text = '';
    let metadata: unknown;
    for await (const event of stream) {
      names.push(...Object.keys(event));
      text += event.contentBlockDelta?.delta?.text ?? '';
      metadata = event.metadata ?? metadata;
    }
    expect([...new Set(names)]).toEqual([
      'messageStart',
      'contentBlockDelta',
      'contentBlockStop',
      'messageStop',
      'metadata',
    ]);
    expect(text).toBe(REPLY);
    expect(metadata).toMatchObject({ usage: USAGE, serviceTier: { type: 'flex' } });
  });

  it('invokes', async () => {
    const reply = await createClient(router.url).send(
      new InvokeModelCommand({ modelId: 'extraction', body: NOVA_BODY }),
    );
    expect(reply.contentType).toBe('application/json');
    expect(reply.serviceTier).toBe('flex');
    expect(JSON.parse(reply.body.transformToString())).toMatchObject({
      output: { message: { content: [{ text: REPLY }] } },
      usage: USAGE,
    });
  });

  it('decodes every chunk of an invoke stream', async () => {
    const reply = await createClient(router.url).send(
      new InvokeModelWithResponseStreamCommand({ modelId: 'extraction', body: NOVA_BODY }),
    );
    expect(reply.serviceTier).toBe('flex');
    let text = '';
    let last: unknown;
    for await (const { chunk } of reply.body ?? []) {
      const event = JSON.parse(Buffer.from(chunk?.bytes ?? []).toString('utf8'));
      text += event.contentBlockDelta?.delta?.text ?? '';
      last = event;
    }
    expect(text).toBe(REPLY);
    expect(last).toMatchObject({
      'amazon-bedrock-invocationMetrics': { inputTokenCount: 5, outputTokenCount: 36 },
    });
  });

  it('counts tokens', async () => {
    const reply = await createClient(router.url).send(
      new CountTokensCommand({
        modelId: CLAUDE,
        input: { converse: { messages: MESSAGES } },
      }),
    );
    expect(reply.inputTokens).toBe(5);
  });
});

const ARN = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
const ARN_PATH =
  'arn%3Aaws%3Abedrock%3Aus-east-1%3A111122223333%3Aapplication-inference-profile%2Fabc123def456';
const NOVA_PATH = 'us.amazon.nova-2-lite-v1%3A0';

describe.each([
  ['extraction', NOVA_PATH, 'flex'],
  [NOVA, NOVA_PATH, undefined],
  [`${NOVA}:flex`, NOVA_PATH, 'flex'],
  [`${NOVA}:default`, NOVA_PATH, undefined],
  [`${NOVA}:standard`, NOVA_PATH, undefined],
  ['google.gemma-3-27b-it:priority', 'google.gemma-3-27b-it', 'priority'],
  ['amazon.nova-pro-v1:0:300k', 'amazon.nova-pro-v1%3A0%3A300k', undefined],
  [ARN, ARN_PATH, undefined],
  [`${ARN}:flex`, ARN_PATH, 'flex'],
])('the tier of %s', (modelId, segment, tier) => {
  it.each(['converse', 'converse-stream'] as const)('goes into the body of %s', async (action) => {
    await CALLS[action](createClient(router.url), modelId);
    expect(router.arrival.path).toBe(`/model/${segment}/${action}`);
    expect(readBody()['serviceTier']).toEqual(tier === undefined ? undefined : { type: tier });
    expect(router.arrival.headers[TIER_HEADER]).toBeUndefined();
  });

  it.each(['invoke', 'invoke-with-response-stream'] as const)(
    'goes into a header of %s',
    async (action) => {
      await CALLS[action](createClient(router.url), modelId);
      expect(router.arrival.path).toBe(`/model/${segment}/${action}`);
      expect(router.arrival.headers[TIER_HEADER]).toBe(tier);
      expect(router.arrival.body.toString('utf8')).toBe(NOVA_BODY);
    },
  );
});

describe('a count of tokens', () => {
  const CLAUDE_PATH = 'anthropic.claude-sonnet-4-5-20250929-v1%3A0';

  it.each([
    CLAUDE,
    `${CLAUDE}:flex`,
    CLAUDE.replace('us.', 'global.'),
    CLAUDE.replace('us.', ''),
    `arn:aws:bedrock:us-east-1:111122223333:inference-profile/${CLAUDE}`,
  ])('of %s goes to the foundation model without a tier', async (modelId) => {
    await CALLS['count-tokens'](createClient(router.url), modelId);
    expect(router.arrival.path).toBe(`/model/${CLAUDE_PATH}/count-tokens`);
    expect(readBody()).toEqual({ input: { converse: { messages: MESSAGES } } });
    expect(router.arrival.headers[TIER_HEADER]).toBeUndefined();
  });

  it('of an application inference profile is refused, because its ARN does not name a model', async () => {
    const call = CALLS['count-tokens'](createClient(router.url), ARN);
    await expect(call).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('this ARN of type "application-inference-profile"'),
    });
  });

  it('of a model that has none is refused by Bedrock', async () => {
    const call = CALLS['count-tokens'](createClient(router.url), 'extraction');
    await expect(call).rejects.toMatchObject({
      name: 'ValidationException',
      message: "The provided model doesn't support counting tokens.",
    });
  });
});

it.each([
  [NOVA, 'flex', 'flex'],
  [`${NOVA}:flex`, 'priority', 'priority'],
  [`${NOVA}:flex`, 'default', undefined],
  ['extraction', 'priority', 'priority'],
] as const)('the tier of a request to %s wins: %s', async (modelId, type, sent) => {
  const client = createClient(router.url);
  const serviceTier = { type };
  const whole = await client.send(
    new ConverseCommand({ modelId, messages: MESSAGES, serviceTier }),
  );
  expect(readBody()['serviceTier']).toEqual(sent && { type: sent });
  expect(whole.serviceTier).toEqual({ type });
  const invoked = await client.send(
    new InvokeModelCommand({ modelId, body: NOVA_BODY, serviceTier: type }),
  );
  expect(router.arrival.headers[TIER_HEADER]).toBe(sent);
  expect(invoked.serviceTier).toBe(type);
});

it('reads the receipt of an invocation in the headers of its response', async () => {
  const body = NOVA_BODY;
  const reply = await fetch(`${router.url}/model/extraction/invoke`, { method: 'POST', body });
  await reply.arrayBuffer();
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'x-router-operation': 'extraction',
    'x-router-model-id': NOVA,
    'x-router-requested-tier': 'flex',
    'x-router-mapping-version': '1',
    'x-amzn-bedrock-service-tier': 'flex',
    'x-amzn-bedrock-input-token-count': '5',
    'x-amzn-bedrock-output-token-count': '36',
  });
});

it('the AWS SDK may send a bearer token, which is not forwarded', async () => {
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: router.url,
    token: { token: 'caller' },
    authSchemePreference: ['httpBearerAuth'],
  });
  await client.send(new ConverseCommand({ modelId: 'extraction', messages: MESSAGES }));
  client.destroy();
  expect(router.arrival.requestedTier).toBe('flex');
  expect(router.arrival.headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=local\//);
});
