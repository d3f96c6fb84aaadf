import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { describe, expect, it } from 'vitest';
import { createClient, MESSAGES, NOVA, NOVA_BODY, REPLY } from './bedrock-client';
import { runRouter } from './run-router';

const router = runRouter();

const USAGE = { inputTokens: 5, outputTokens: 36, totalTokens: 41 };

describe('the AWS SDK, naming an operation', () => {
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
    expect(router.arrival).toMatchObject({
      path: '/model/us.amazon.nova-2-lite-v1%3A0/converse',
      requestedTier: 'flex',
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
    expect(router.arrival.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/converse-stream');
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
    expect(router.arrival.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/invoke');
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
    expect(router.arrival.path).toBe(
      '/model/us.amazon.nova-2-lite-v1%3A0/invoke-with-response-stream',
    );
  });

  it('counts tokens', async () => {
    const reply = await createClient(router.url).send(
      new CountTokensCommand({
        modelId: 'extraction',
        input: { converse: { messages: MESSAGES } },
      }),
    );
    expect(reply.inputTokens).toBe(5);
    expect(router.arrival.path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/count-tokens');
  });
});

const ARN = 'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';
const ARN_PATH =
  'arn%3Aaws%3Abedrock%3Aus-east-1%3A111122223333%3Aapplication-inference-profile%2Fabc123def456';

describe('the AWS SDK, naming a model', () => {
  it.each([
    [NOVA, 'us.amazon.nova-2-lite-v1%3A0', undefined],
    [`${NOVA}:flex`, 'us.amazon.nova-2-lite-v1%3A0', 'flex'],
    [`${NOVA}:default`, 'us.amazon.nova-2-lite-v1%3A0', undefined],
    [`${NOVA}:standard`, 'us.amazon.nova-2-lite-v1%3A0', undefined],
    ['google.gemma-3-27b-it:priority', 'google.gemma-3-27b-it', 'priority'],
    ['amazon.nova-pro-v1:0:300k', 'amazon.nova-pro-v1%3A0%3A300k', undefined],
    [ARN, ARN_PATH, undefined],
    [`${ARN}:flex`, ARN_PATH, 'flex'],
  ])('asks for %s', async (modelId, segment, tier) => {
    const client = createClient(router.url);
    const whole = await client.send(new ConverseCommand({ modelId, messages: MESSAGES }));
    const { stream = [] } = await client.send(
      new ConverseStreamCommand({ modelId, messages: MESSAGES }),
    );
    for await (const _ of stream);
    const input = { converse: { messages: MESSAGES } };
    await client.send(new CountTokensCommand({ modelId, input }));
    expect(whole.serviceTier).toEqual({ type: tier ?? 'default' });
    expect(router.arrivals.map(({ path, requestedTier }) => [path, requestedTier])).toEqual([
      [`/model/${segment}/converse`, tier],
      [`/model/${segment}/converse-stream`, tier],
      [`/model/${segment}/count-tokens`, undefined],
    ]);
  });
});

it('the AWS SDK may send a bearer token, which is not forwarded', async () => {
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: router.url,
    token: { token: 'caller' },
    authSchemePreference: ['httpBearerAuth'],
    requestHandler: new NodeHttpHandler(),
  });
  await client.send(new ConverseCommand({ modelId: 'extraction', messages: MESSAGES }));
  client.destroy();
  expect(router.arrival.requestedTier).toBe('flex');
  expect(router.arrival.headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 Credential=local\//);
});
