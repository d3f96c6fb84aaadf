import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { composeLocalClient } from '../../local/compose-local-client';
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

describe('the LambdaHook of the accelerator', () => {
  const router = runRouter({
    settings: {
      operations: {
        extraction: 'us.amazon.nova-2-lite-v1:0:flex',
        summarization:
          'us.amazon.nova-2-lite-v1:0,us.anthropic.claude-sonnet-4-6,openai.gpt-oss-120b-1:0',
      },
    },
  });
  let client: LambdaClient;

  beforeAll(() => {
    client = new LambdaClient({ ...composeLocalClient(router.url), maxAttempts: 1 });
  });

  async function invoke(event: object) {
    const Payload = JSON.stringify(event);
    const { FunctionError, Payload: answer } = await client.send(
      new InvokeCommand({ FunctionName: 'GENAIIDP-tier-router', Payload }),
    );
    return { FunctionError, answer: JSON.parse(answer?.transformToString() ?? '') };
  }

  it('returns the whole Converse response and logs a receipt', async () => {
    const { FunctionError, answer } = await invoke(EVENT);
    expect(FunctionError).toBeUndefined();
    expect(answer).toEqual(JSON.parse(router.arrival.replyBody?.toString() ?? ''));
    expect(answer).toMatchObject({ stopReason: 'end_turn', serviceTier: { type: 'flex' } });
    const { requestId } = router.arrival;
    expect(await router.log.find((line) => line['bedrock_request_id'] === requestId)).toMatchObject(
      {
        action: 'converse',
        operation: 'extraction',
        model_id: 'us.amazon.nova-2-lite-v1:0',
        requested_tier: 'flex',
      },
    );
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

  it('writes topK where each model of the route reads it', async () => {
    router.bedrock.failures.add({ kind: 'throttle', times: 2 });
    const { FunctionError } = await invoke({ ...EVENT, context: 'Summarization' });
    expect(FunctionError).toBeUndefined();
    const bodies = router.arrivals.map(({ body }) => JSON.parse(body.toString()));
    expect(bodies.map((body) => body.additionalModelRequestFields)).toEqual([
      { inferenceConfig: { topK: 5 } },
      { top_k: 5 },
      undefined,
    ]);
  });

  it('fails with the exception and the message of Bedrock', async () => {
    router.bedrock.failures.add({ kind: 'throttle' });
    const { FunctionError, answer } = await invoke(EVENT);
    expect(FunctionError).toBe('Unhandled');
    expect(answer).toMatchObject({
      errorType: 'ThrottlingException',
      errorMessage: 'Too many requests, please wait before trying again. (HTTP 429)',
    });
  });

  it('fails with the refusal of the router', async () => {
    const { FunctionError, answer } = await invoke({ ...EVENT, context: 'OCR' });
    expect(FunctionError).toBe('Unhandled');
    expect(answer).toMatchObject({
      errorType: 'ResourceNotFoundException',
      errorMessage: 'there is no operation "ocr"; the operations are extraction, summarization',
    });
    await router.log.find((entry) => entry['router_error'] === 'unknown-operation');
  });

  it('logs nothing of a request that fails', async () => {
    const secret = 'Patient Jane Roe';
    await invoke({ ...EVENT, messages: [{ role: secret, content: [{ text: secret }] }] });
    await router.log.find((entry) => entry['message'] === 'Invoke Error');
    expect(router.log.text).not.toContain(secret);
  });
});
