import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { beforeAll, describe, expect, it } from 'vitest';
import { runRouter } from '../clients/run-router';

/** An event as the accelerator's stages send it. */
const EVENT = {
  modelId: 'LambdaHook',
  messages: [
    {
      role: 'user',
      content: [
        { text: 'Extract the attributes.' },
        {
          image: { format: 'png', source: { s3Location: { uri: 's3://example-bucket/page.png' } } },
        },
      ],
    },
  ],
  system: [{ text: 'You extract values.' }],
  inferenceConfig: { temperature: 0.0, topP: 0.1, topK: 5, maxTokens: 4096 },
  context: 'Extraction',
};

describe('the accelerator’s LambdaHook', () => {
  const router = runRouter({
    settings: {
      operations: {
        extraction: 'us.amazon.nova-2-lite-v1:0:flex',
        classification: 'us.anthropic.claude-sonnet-4-6',
        assessment: 'openai.gpt-oss-120b-1:0',
        summarization:
          'us.amazon.nova-2-lite-v1:0,us.anthropic.claude-sonnet-4-6,openai.gpt-oss-120b-1:0',
      },
    },
  });
  let client: LambdaClient;

  beforeAll(() => {
    client = new LambdaClient({
      endpoint: router.url,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      requestHandler: new NodeHttpHandler(),
    });
  });

  async function invoke(event: object) {
    const Payload = JSON.stringify(event);
    const { FunctionError, Payload: answer } = await client.send(
      new InvokeCommand({ FunctionName: 'GENAIIDP-tier-router', Payload }),
    );
    return { FunctionError, answer: JSON.parse(answer?.transformToString() ?? '') };
  }

  it('answers with the whole Converse response', async () => {
    const { FunctionError, answer } = await invoke(EVENT);
    expect(FunctionError).toBeUndefined();
    expect(answer).toEqual(JSON.parse(router.arrival.replyBody?.toString() ?? ''));
    expect(Object.keys(answer).sort()).toEqual([
      'metrics',
      'output',
      'serviceTier',
      'stopReason',
      'usage',
    ]);
    expect(answer.serviceTier).toEqual({ type: 'flex' });
  });

  it('sends the event’s messages as they are, to the operation that the context names', async () => {
    await invoke(EVENT);
    const { path, body } = router.arrival;
    expect(path).toBe('/model/us.amazon.nova-2-lite-v1%3A0/converse');
    expect(JSON.parse(body.toString())).toEqual({
      messages: EVENT.messages,
      system: EVENT.system,
      inferenceConfig: { temperature: 0, topP: 0.1, maxTokens: 4096 },
      additionalModelRequestFields: { inferenceConfig: { topK: 5 } },
      serviceTier: { type: 'flex' },
      requestMetadata: {
        'router-operation': 'extraction',
        'router-requested-tier': 'flex',
        'router-mapping-version': '1',
        'router-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  it.each([
    ['Extraction', { inferenceConfig: { topK: 5 } }],
    ['Classification', { top_k: 5 }],
    ['Assessment', undefined],
  ])('puts topK where the model of %s takes it', async (context, fields) => {
    await invoke({ ...EVENT, context });
    const body = JSON.parse(router.arrival.body.toString());
    expect(body.additionalModelRequestFields).toEqual(fields);
    expect(body.inferenceConfig).toEqual({ temperature: 0, topP: 0.1, maxTokens: 4096 });
  });

  it('puts topK where each model that it asks takes it', async () => {
    router.bedrock.failures.add({ kind: 'throttle', times: 2 });
    await invoke({ ...EVENT, context: 'Summarization' });
    const bodies = router.arrivals.map(({ body }) => JSON.parse(body.toString()));
    expect(bodies.map((body) => body.additionalModelRequestFields)).toEqual([
      { inferenceConfig: { topK: 5 } },
      { top_k: 5 },
      undefined,
    ]);
  });

  it('keeps the model request fields of the event', async () => {
    const fields = { inferenceConfig: { other: 1 }, another: true };
    await invoke({ ...EVENT, additionalModelRequestFields: fields });
    const body = JSON.parse(router.arrival.body.toString());
    expect(body.additionalModelRequestFields).toEqual({
      inferenceConfig: { topK: 5, other: 1 },
      another: true,
    });
  });

  it('asks again after a lack of capacity', async () => {
    router.bedrock.failures.add({ kind: 'unavailable' });
    const { FunctionError, answer } = await invoke(EVENT);
    expect(FunctionError).toBeUndefined();
    expect(answer).toMatchObject({ stopReason: 'end_turn' });
    expect(router.arrivals.map(({ status }) => status)).toEqual([503, 200]);
  });

  it('fails with Bedrock’s exception and message', async () => {
    router.bedrock.failures.add({ kind: 'throttle' });
    const { FunctionError, answer } = await invoke(EVENT);
    expect(FunctionError).toBe('Unhandled');
    expect(answer).toMatchObject({
      errorType: 'ThrottlingException',
      errorMessage: 'Too many requests, please wait before trying again. (HTTP 429)',
    });
  });

  it.each([
    [
      'an operation that is not mapped',
      { ...EVENT, context: 'OCR' },
      'ResourceNotFoundException',
      'there is no operation "ocr"; the operations are assessment, classification, extraction, summarization',
      'unknown-operation',
    ],
    [
      'an event without a context',
      { messages: [] },
      'ValidationException',
      'the event names no operation in "context"; send a LambdaHook event',
      'invalid-body',
    ],
    [
      'an event that is a list',
      [],
      'ValidationException',
      'the event is not an object; send a LambdaHook event',
      'invalid-body',
    ],
  ])('fails on %s, and says why', async (_what, event, errorType, errorMessage, code) => {
    const { FunctionError, answer } = await invoke(event);
    expect(FunctionError).toBe('Unhandled');
    expect(answer).toMatchObject({ errorType, errorMessage });
    await router.log.find((entry) => entry['router_error'] === code);
  });

  it('logs nothing of a request, even if it fails', async () => {
    const secret = 'Patient Jane Roe';
    await invoke({ ...EVENT, messages: [{ role: secret, content: [{ text: secret }] }] });
    await router.log.find((entry) => entry['message'] === 'Invoke Error');
    expect(router.log.text).not.toContain(secret);
  });

  it('writes the same receipt as every other endpoint', async () => {
    await invoke(EVENT);
    const isReceipt = (entry: object) =>
      'bedrock_request_id' in entry && 'operation' in entry && entry.operation === 'extraction';
    expect(await router.log.find(isReceipt)).toMatchObject({
      action: 'converse',
      model_id: 'us.amazon.nova-2-lite-v1:0',
      requested_tier: 'flex',
    });
  });
});
