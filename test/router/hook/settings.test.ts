import { expect, it } from 'vitest';
import { EVENTS } from './accelerator-events';
import { runHook } from './run-hook';

const NOVA = 'us.amazon.nova-pro-v1:0';
const THINKS = 'us.anthropic.claude-3-7-sonnet-20250219-v1:0';
const PNG = Buffer.from('89504e470d0a1a0a00000001', 'hex');
const JPEG = Buffer.from('ffd8ffe000104a464946', 'hex');
const POINT = { cachePoint: { type: 'default' } };
const LONG = 'Terms of delivery. '.repeat(400);

const hook = runHook(
  { extraction: `${THINKS},${NOVA}`, classification: NOVA },
  {
    extraction: {
      set: { inferenceConfig: { stopSequences: ['END'] } },
      guardrail: { id: 'abc123', version: '1' },
      promptCaching: 'auto',
      thinking: { budgetTokens: 2_000 },
      retry: { attempts: 1 },
    },
    classification: { when: [{ if: { stream: false }, route: `${NOVA}:flex` }] },
  },
);

it('all settings together suit each model, with the event’s own sampling and media', async () => {
  hook.putPage('0c7d11.png', PNG);
  hook.putPage('0c7d12.jpeg', JPEG);
  hook.router.bedrock.failures.add({ kind: 'unavailable', modelId: THINKS });
  const { functionError } = await hook.invoke({ ...EVENTS.Extraction, system: [{ text: LONG }] });
  expect(functionError).toBeUndefined();
  const [text] = EVENTS.Extraction.messages[0].content;
  const image = (format: string, page: Buffer) => ({
    image: { format, source: { bytes: page.toString('base64') } },
  });
  const { maxTokens = 0 } = EVENTS.Extraction.inferenceConfig;
  const filled = {
    system: [{ text: LONG }, POINT],
    guardrailConfig: { guardrailIdentifier: 'abc123', guardrailVersion: '1' },
    requestMetadata: expect.anything(),
  };
  const [claude, nova] = hook.bodies();
  expect(claude).toEqual({
    ...filled,
    messages: [{ role: 'user', content: [text, image('png', PNG), image('jpeg', JPEG), POINT] }],
    inferenceConfig: { maxTokens, stopSequences: ['END'] },
    additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2_000 } },
  });
  expect(nova).toEqual({
    ...filled,
    messages: [{ role: 'user', content: [...EVENTS.Extraction.messages[0].content, POINT] }],
    inferenceConfig: { temperature: 0, topP: 0.1, maxTokens, stopSequences: ['END'] },
    additionalModelRequestFields: { inferenceConfig: { topK: 5 } },
  });
  expect(await hook.router.log.receiptOf('extraction')).toMatchObject({
    attempts: [{ left_out: ['topK'] }, { left_out: ['thinking'] }],
  });
});

it('a condition gives the route of an event', async () => {
  await hook.invoke(EVENTS.Classification);
  expect(hook.router.arrival.requestedTier).toBe('flex');
});
