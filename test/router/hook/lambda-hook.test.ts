import { describe, expect, it } from 'vitest';
import { EVENTS } from './accelerator-events';
import { runHook } from './run-hook';

const NOVA = 'us.amazon.nova-pro-v1:0';
const REFUSES_ALL = 'us.anthropic.claude-opus-4-7';
const TAKES_ONE = 'us.anthropic.claude-sonnet-4-6';
const TAKES_NO_TOP_K = 'openai.gpt-oss-120b-1:0';
const UNLISTED =
  'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile/abc123def456';

const hook = runHook({
  ocr: NOVA,
  classification: `${NOVA}:priority`,
  extraction: `${NOVA}:flex`,
  assessment: NOVA,
  summarization: `${NOVA}:flex`,
  mixed: [NOVA, REFUSES_ALL, TAKES_ONE, TAKES_NO_TOP_K, UNLISTED].join(','),
});
const { router } = hook;

describe('an event of the accelerator’s step', () => {
  it.each([
    ['OCR', 'ocr', undefined],
    ['Classification', 'classification', { type: 'priority' }],
    ['Extraction', 'extraction', { type: 'flex' }],
    ['Assessment', 'assessment', undefined],
    ['Summarization', 'summarization', { type: 'flex' }],
  ] as const)('%s is a Converse request of the operation %s', async (context, operation, tier) => {
    const event = EVENTS[context];
    const { functionError, payload } = await hook.invoke(event);
    expect(functionError).toBeUndefined();
    expect(payload).toEqual(JSON.parse(router.arrival.replyBody?.toString() ?? ''));
    expect(router.arrival.path).toBe('/model/us.amazon.nova-pro-v1%3A0/converse');
    const { topK, ...inferenceConfig } = event.inferenceConfig;
    expect(hook.bodies()).toEqual([
      {
        messages: event.messages,
        system: event.system,
        inferenceConfig,
        additionalModelRequestFields: { inferenceConfig: { topK } },
        ...(tier && { serviceTier: tier }),
        requestMetadata: {
          'router-operation': operation,
          'router-requested-tier': tier?.type ?? 'default',
          'router-mapping-version': '1',
          'router-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
        },
      },
    ]);
    expect(await router.log.receiptOf(operation)).toMatchObject({
      action: 'converse',
      operation,
      model_id: NOVA,
      requested_tier: tier?.type ?? 'default',
      bedrock_request_id: router.arrival.requestId,
    });
  });

  it('keeps its cache points', async () => {
    const content = [{ text: 'Rules' }, { cachePoint: { type: 'default' } }, { text: 'Page' }];
    await hook.invoke({ ...EVENTS.Extraction, messages: [{ role: 'user', content }] });
    expect(hook.bodies()).toMatchObject([{ messages: [{ role: 'user', content }] }]);
  });
});

describe('sampling parameters', () => {
  const UNAVAILABLE = { kind: 'throttle', times: 4 } as const;

  it('arrive at each model of the route as it takes them, and the log says what is left out', async () => {
    router.bedrock.failures.add(UNAVAILABLE);
    const { functionError } = await hook.invoke({ ...EVENTS.Summarization, context: 'Mixed' });
    expect(functionError).toBeUndefined();
    const sampling = hook
      .bodies()
      .map((body) => [body['inferenceConfig'], body['additionalModelRequestFields']]);
    expect(sampling).toEqual([
      [{ temperature: 0, topP: 0.1, maxTokens: 4096 }, { inferenceConfig: { topK: 5 } }],
      [{ maxTokens: 4096 }, undefined],
      [{ temperature: 0, maxTokens: 4096 }, { top_k: 5 }],
      [{ temperature: 0, topP: 0.1, maxTokens: 4096 }, undefined],
      [{ temperature: 0, topP: 0.1, maxTokens: 4096 }, undefined],
    ]);
    const { attempts } = await router.log.receiptOf('mixed');
    const leftOut = (attempts as { left_out?: unknown }[]).map((attempt) => attempt.left_out);
    expect(leftOut).toEqual([
      undefined,
      ['temperature', 'topP', 'topK'],
      ['topP'],
      ['topK'],
      ['topK'],
    ]);
  });
});

describe('a failed event', () => {
  it('has the exception and the message of Bedrock, in the error and in the log', async () => {
    router.bedrock.failures.add({ kind: 'throttle' });
    const { functionError, payload } = await hook.invoke(EVENTS.Extraction);
    expect(functionError).toBe('Unhandled');
    const words = 'Too many requests, please wait before trying again.';
    expect(payload).toMatchObject({
      errorType: 'ThrottlingException',
      errorMessage: `${words} (HTTP 429)`,
    });
    expect(await router.log.receiptOf('extraction')).toMatchObject({
      bedrock_error: 'ThrottlingException',
      status: 429,
    });
    expect(await router.log.find((line) => line['message'] === 'Invoke Error')).toMatchObject({
      errorMessage: `${words} (HTTP 429)`,
    });
  });

  it('says which parameter to write for a step that has no route', async () => {
    const { payload } = await hook.invoke({ ...EVENTS.OCR, context: 'Rule_Validation' });
    expect(payload).toMatchObject({
      errorType: 'ResourceNotFoundException',
      errorMessage:
        'there is no operation "rule_validation"; the operations are assessment, classification, extraction, ' +
        'mixed, ocr, summarization; to add it, write its route to the parameter ' +
        '/bedrock-tier-router/overrides/operations/rule_validation',
    });
    await router.log.find((entry) => entry['router_error'] === 'unknown-operation');
  });

  it('names no parameter for a context that cannot be an operation', async () => {
    const { payload } = await hook.invoke({ ...EVENTS.OCR, context: 'Rule Validation' });
    expect(payload['errorMessage']).toMatch(
      /^there is no operation "rule validation";.*summarization$/,
    );
  });

  it('leaves nothing of the request in the log', async () => {
    const secret = 'Patient Jane Roe';
    const messages = [{ role: secret, content: [{ text: secret }] }];
    const { payload } = await hook.invoke({ ...EVENTS.Extraction, messages });
    expect(payload['errorType']).toBe('ValidationException');
    await router.log.find((entry) => entry['message'] === 'Invoke Error');
    expect(router.log.text).not.toContain(secret);
  });
});
