import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { frameEvent } from '../../../local/bedrock/wire/event-stream-frame';
import { runRouter } from '../../clients/run-router';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';
import { ask } from '../../local/bedrock/ask';

const CLAUDE = 'us.anthropic.claude-sonnet-4-6';
const METRICS = 'amazon-bedrock-invocationMetrics';

function frameChunk(event: object): Uint8Array {
  const bytes = Buffer.from(JSON.stringify(event)).toString('base64');
  return frameEvent({ type: 'chunk', payload: { bytes } }, 0.5);
}

const START = {
  type: 'message_start',
  message: { usage: { input_tokens: 900, cache_read_input_tokens: 80, output_tokens: 1 } },
};
const DELTA = { type: 'content_block_delta', delta: { type: 'text_delta', text: '12.50' } };
const STOP = { type: 'message_stop' };
const countOutput = (output_tokens: number) => ({
  type: 'message_delta',
  usage: { output_tokens },
});
const addMetrics = (inputTokenCount: number, outputTokenCount: number) => ({
  [METRICS]: { inputTokenCount, outputTokenCount },
});

/** Operation → the events of its stream, and the counts that are right. */
const COUNTED = [
  ['told-at-start-and-end', [START, DELTA, countOutput(40), STOP], [900, 40, 80]],
  ['in-its-last-event', [START, DELTA, { ...STOP, ...addMetrics(901, 41) }], [901, 41, 80]],
  ['an-event-earlier', [DELTA, { ...countOutput(40), ...addMetrics(901, 41) }, STOP], [901, 41, 0]],
  [
    'as-nova-counts',
    [
      { contentBlockDelta: { delta: { text: '12.50' } } },
      { messageStop: { stopReason: 'end_turn' } },
      { metadata: { usage: { inputTokens: 900, outputTokens: 40 } } },
    ],
    [900, 40, 0],
  ],
  [
    'as-openai-counts',
    [
      { choices: [{ delta: { content: '12.50' }, finish_reason: null }] },
      { choices: [{ delta: {}, finish_reason: 'stop' }] },
      { choices: [], usage: { prompt_tokens: 900, completion_tokens: 40 } },
    ],
    [900, 40, 0],
  ],
] as const;

/** Operation → the events of a stream whose usage is unknown, and the status of its receipt. */
const UNCOUNTED = [
  ['beyond-any-model', [START, DELTA, countOutput(1e308), STOP], 200],
  ['negative', [START, DELTA, { ...STOP, ...addMetrics(-1, 41) }], 200],
  ['broken-off', [START, DELTA], 502],
  ['untold', [DELTA, STOP], 200],
] as const;

const bedrock = runScriptedBedrock();
const router = runRouter({
  chooseEndpoints: bedrock.chooseEndpoints,
  settings: {
    operations: Object.fromEntries(
      [...COUNTED, ...UNCOUNTED, ['late'] as const].map(([name]) => [name, CLAUDE]),
    ),
  },
});

const STREAM = { 'content-type': 'application/vnd.amazon.eventstream' };

function invoke(operation: string, events: readonly object[]) {
  bedrock.script((response) => {
    response.writeHead(200, STREAM).end(Buffer.concat(events.map(frameChunk)));
  });
  return ask(`${router.url}/model/${operation}/invoke-with-response-stream`, { body: '{}' });
}

describe('usage of an invoke stream', () => {
  it.each(COUNTED)('is found %s', async (operation, events, [input, output, cacheRead]) => {
    expect(await invoke(operation, events)).toMatchObject({ status: 200, isCut: false });
    expect(await router.log.receiptOf(operation)).toMatchObject({
      status: 200,
      usage: { inputTokens: input, outputTokens: output, cacheReadInputTokens: cacheRead },
    });
    expect(await router.log.metricsOf(operation)).toMatchObject({
      InputTokenCount: input,
      OutputTokenCount: output,
    });
  });

  it.each(UNCOUNTED)('is unknown if it is %s', async (operation, events, status) => {
    await invoke(operation, events);
    const receipt = await router.log.receiptOf(operation);
    expect(receipt['status']).toBe(status);
    expect(receipt).not.toHaveProperty('usage');
    expect(receipt).not.toHaveProperty('estimated_cost_usd');
    const metrics = await router.log.metricsOf(operation);
    expect(metrics).not.toHaveProperty('OutputTokenCount');
    expect(metrics).not.toHaveProperty('EstimatedCost');
  });
});

it('the first token is the first text, and not the start of the message', async () => {
  bedrock.script(async (response) => {
    response.writeHead(200, STREAM).write(frameChunk(START));
    await sleep(300);
    response.end(Buffer.concat([DELTA, countOutput(40), STOP].map(frameChunk)));
  });
  await ask(`${router.url}/model/late/invoke-with-response-stream`, { body: '{}' });
  const { TimeToFirstToken } = await router.log.metricsOf('late');
  expect(TimeToFirstToken).toBeGreaterThanOrEqual(295);
});
