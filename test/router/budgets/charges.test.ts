import type { ServerResponse } from 'node:http';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameEvent } from '../../../local/bedrock/wire/event-stream-frame';
import { composeLocalClient } from '../../../local/compose-local-client';
import { BUDGET_TABLE } from '../../../local/dynamo-db/emulator';
import { runRouter } from '../../clients/run-router';
import { runScriptedBedrock } from '../../clients/scripted-bedrock';
import { until } from '../support';

const CLAUDE = 'us.anthropic.claude-sonnet-4-6';
const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GPT = 'global.openai.gpt-5.6-sol';

const CONVERSE = '{"messages":[],"inferenceConfig":{"maxTokens":100}}';
const MESSAGES = '{"anthropic_version":"bedrock-2023-05-31","max_tokens":100,"messages":[]}';
const OPEN_AI = '{"messages":[],"max_tokens":100}';

type Answer = (response: ServerResponse) => void;

const reply =
  (body: object, headers: Readonly<Record<string, string>> = {}): Answer =>
  (response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));

const STREAM = { 'content-type': 'application/vnd.amazon.eventstream' };
const stream =
  (frames: readonly Uint8Array[]): Answer =>
  (response) =>
    void response.writeHead(200, STREAM).end(Buffer.concat(frames));

function frameChunk(event: object): Uint8Array {
  const bytes = Buffer.from(JSON.stringify(event)).toString('base64');
  return frameEvent({ type: 'chunk', payload: { bytes } }, 0.5);
}

const ONE_HOUR = {
  inputTokens: 10,
  outputTokens: 2,
  cacheWriteInputTokens: 10_000,
  cacheDetails: [{ ttl: '1h', inputTokens: 10_000 }],
};
const ANTHROPIC_PROMPT = {
  input_tokens: 10,
  cache_creation_input_tokens: 10_000,
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 10_000 },
};
const START = {
  type: 'message_start',
  message: { usage: { ...ANTHROPIC_PROMPT, output_tokens: 1 } },
};
const DELTA = { type: 'content_block_delta', delta: { type: 'text_delta', text: '12.50' } };
const STOP = {
  type: 'message_stop',
  'amazon-bedrock-invocationMetrics': {
    inputTokenCount: 10,
    outputTokenCount: 2,
    cacheWriteInputTokenCount: 10_000,
  },
};

interface Case {
  /** The caller, who has a budget of its own. */
  readonly name: string;
  readonly path: string;
  readonly body: string;
  readonly answer: Answer;
  readonly usd: number;
}

/** Requests whose usage is known, each with its cost by hand. */
const PRICED: readonly Case[] = [
  {
    // 10 × 3.3 + 2 × 16.5 + 10,000 × 6.6 millionths
    name: 'one-hour-converse',
    path: `${CLAUDE}/converse`,
    body: CONVERSE,
    answer: reply({ usage: ONE_HOUR }),
    usd: 0.066066,
  },
  {
    name: 'one-hour-converse-stream',
    path: `${CLAUDE}/converse-stream`,
    body: CONVERSE,
    answer: stream([
      frameEvent({ type: 'messageStop', payload: { stopReason: 'end_turn' } }, 0.5),
      frameEvent({ type: 'metadata', payload: { usage: ONE_HOUR } }, 0.5),
    ]),
    usd: 0.066066,
  },
  {
    name: 'one-hour-invoke',
    path: `${CLAUDE}/invoke`,
    body: MESSAGES,
    answer: reply(
      { usage: { ...ANTHROPIC_PROMPT, output_tokens: 2 } },
      {
        'x-amzn-bedrock-input-token-count': '10',
        'x-amzn-bedrock-output-token-count': '2',
        'x-amzn-bedrock-cache-write-input-token-count': '10000',
      },
    ),
    usd: 0.066066,
  },
  {
    name: 'one-hour-invoke-stream',
    path: `${CLAUDE}/invoke-with-response-stream`,
    body: MESSAGES,
    answer: stream([START, DELTA, STOP].map(frameChunk)),
    usd: 0.066066,
  },
  {
    // 500 × 0.33 + 100 × 2.75 millionths, and the writes for nothing
    name: 'nova-writes-for-nothing',
    path: `${NOVA}/converse`,
    body: CONVERSE,
    answer: reply({ usage: { inputTokens: 500, outputTokens: 100, cacheWriteInputTokens: 3_000 } }),
    usd: 0.00044,
  },
  {
    // 100 × 4 + 20 × 20 + 90,000 × 0.4 + 10,000 × 5 millionths
    name: 'openai-cache',
    path: `${GPT}/invoke`,
    body: OPEN_AI,
    answer: reply(
      {
        usage: {
          prompt_tokens: 100_100,
          completion_tokens: 20,
          prompt_tokens_details: { cached_tokens: 90_000, cache_write_tokens: 10_000 },
        },
      },
      { 'x-amzn-bedrock-input-token-count': '100' },
    ),
    usd: 0.0868,
  },
  {
    // beyond 272,000 tokens: 300,000 × 0.8 + 20 × 30 millionths
    name: 'long-prompt',
    path: `${GPT}/invoke`,
    body: OPEN_AI,
    answer: reply({
      usage: {
        prompt_tokens: 300_000,
        completion_tokens: 20,
        prompt_tokens_details: { cached_tokens: 300_000 },
      },
    }),
    usd: 0.2406,
  },
];

const METRIC_OF = {
  unpriced: 'UnpricedInvocations',
  'unknown-usage': 'UnknownUsageInvocations',
} as const;

/** Requests whose cost is not known, each with the charge of its budget by hand. */
const UNKNOWN: readonly (Case & { readonly status: keyof typeof METRIC_OF })[] = [
  {
    // the most that it can cost: 51 bytes × 0.33 + 100 × 2.75 millionths
    name: 'no-usage',
    path: `${NOVA}/converse`,
    body: CONVERSE,
    answer: reply({ output: {} }),
    usd: 0.00029183,
    status: 'unknown-usage',
  },
  {
    name: 'optimized',
    path: `${NOVA}/converse`,
    body: CONVERSE,
    answer: reply({
      usage: { inputTokens: 5, outputTokens: 2 },
      performanceConfig: { latency: 'optimized' },
    }),
    usd: 0.00029183,
    status: 'unpriced',
  },
  {
    // what it reported, and the longest output: 10 × 3.3 + 100 × 16.5 millionths
    name: 'input-alone',
    path: `${CLAUDE}/invoke`,
    body: MESSAGES,
    answer: reply({ usage: { input_tokens: 10 } }),
    usd: 0.001683,
    status: 'unknown-usage',
  },
];

/** Streams that end before their end, each with the charge of its budget by hand. */
const BROKEN: readonly Case[] = [
  {
    // what it reported and five bytes of text: 10 × 3.3 + (1 + 5) × 16.5 + 10,000 × 6.6 millionths
    name: 'cut-after-start',
    path: `${CLAUDE}/invoke-with-response-stream`,
    body: MESSAGES,
    answer: stream([START, DELTA].map(frameChunk)),
    usd: 0.066132,
  },
  {
    // the most that it can cost: 73 bytes × 6.6 + 100 × 16.5 millionths
    name: 'cut-before-start',
    path: `${CLAUDE}/invoke-with-response-stream`,
    body: MESSAGES,
    answer: stream([DELTA, DELTA].map(frameChunk)),
    usd: 0.0021318,
  },
];

const CASES = [...PRICED, ...UNKNOWN, ...BROKEN];
const LEAVER = 'left-after-start';
const ASKS_OPTIMIZED = 'asks-optimized';

/** At most 19 lower-case letters and digits. */
const idOf = (name: string) => name.replaceAll('-', '').slice(0, 19);
/** At least 20 characters. */
const keyOf = (name: string) => `key-of-the-caller-${name}`;

const bedrock = runScriptedBedrock();
const router = runRouter({
  chooseEndpoints: bedrock.chooseEndpoints,
  settings: { authorization: 'keys' },
  callers: [...CASES.map(({ name }) => name), LEAVER, ASKS_OPTIMIZED].map((name) => ({
    apiKey: { id: idOf(name), value: keyOf(name) },
    policy: { name, budget: { limitUsd: 10, period: 'month' } },
  })),
});

let dynamoDb: DynamoDBClient;
beforeAll(() => {
  dynamoDb = new DynamoDBClient(composeLocalClient(router.aws.url));
});
afterAll(() => dynamoDb.destroy());

function send(name: string, path: string, init: RequestInit): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-api-key': keyOf(name) };
  return fetch(`${router.url}/model/${path}`, { method: 'POST', headers, ...init });
}

async function ask({ name, path, body, answer }: Case) {
  bedrock.script(answer);
  const response = await send(name, path, { body });
  await response.arrayBuffer().catch(() => {});
  const receipt = await router.log.find((line) => line['caller'] === name && 'status' in line);
  const metrics = await router.log.find((line) => line['Caller'] === name && '_aws' in line);
  return { headers: response.headers, receipt, metrics };
}

/** Waits until the request is settled. */
async function readSpentUsd(caller: string): Promise<number> {
  const Key = { caller: { S: idOf(caller) }, period: { S: new Date().toISOString().slice(0, 7) } };
  let spent = Number.NaN;
  await until(async () => {
    const { Item } = await dynamoDb.send(new GetItemCommand({ TableName: BUDGET_TABLE, Key }));
    spent = Number(Item?.['spent']?.N);
    return spent > 0 && Item?.['committed']?.N === String(spent);
  });
  return spent / 1e9;
}

describe('a request whose cost is known', () => {
  it.each(PRICED)('$name costs $usd in header, log, metric and ledger', async (each) => {
    const { headers, receipt, metrics } = await ask(each);
    const isStream = each.path.endsWith('stream');
    expect(headers.get('x-router-estimated-cost-usd')).toBe(isStream ? null : String(each.usd));
    expect(headers.get('x-router-cost-status')).toBeNull();
    expect(receipt).toMatchObject({ estimated_cost_usd: each.usd, charged_usd: each.usd });
    expect(receipt).not.toHaveProperty('cost_status');
    expect(metrics).toMatchObject({ EstimatedCost: each.usd });
    expect(await readSpentUsd(each.name)).toBe(each.usd);
  });
});

describe('a request whose cost is not known', () => {
  it.each(UNKNOWN)('$name says so, and its budget is charged $usd', async (each) => {
    const { headers, receipt, metrics } = await ask(each);
    expect(headers.get('x-router-estimated-cost-usd')).toBeNull();
    expect(headers.get('x-router-cost-status')).toBe(each.status);
    expect(receipt).toMatchObject({ cost_status: each.status, charged_usd: each.usd });
    expect(receipt).not.toHaveProperty('estimated_cost_usd');
    expect(metrics).not.toHaveProperty('EstimatedCost');
    expect(metrics).toMatchObject({ [METRIC_OF[each.status]]: 1 });
    expect(await readSpentUsd(each.name)).toBe(each.usd);
  });

  it('is refused if its budget would have to pay for optimized latency', async () => {
    const body = '{"messages":[],"performanceConfig":{"latency":"optimized"}}';
    const response = await send(ASKS_OPTIMIZED, `${NOVA}/converse`, { body });
    expect(response.status).toBe(403);
    expect(response.headers.get('x-router-error')).toBe('caller-not-allowed');
  });
});

describe('a stream that ends too early', () => {
  it.each(BROKEN)('$name is charged $usd', async (each) => {
    const { receipt, metrics } = await ask(each);
    expect(receipt).toMatchObject({ cost_status: 'unknown-usage', charged_usd: each.usd });
    expect(metrics).toMatchObject({ UnknownUsageInvocations: 1 });
    expect(await readSpentUsd(each.name)).toBe(each.usd);
  });

  it('is charged what it reported before its client left', async () => {
    bedrock.script((response) => {
      response.writeHead(200, STREAM).write(Buffer.concat([START, DELTA].map(frameChunk)));
    });
    const leaving = new AbortController();
    const { signal } = leaving;
    const path = `${CLAUDE}/invoke-with-response-stream`;
    const { body } = await send(LEAVER, path, { body: MESSAGES, signal });
    await body?.getReader().read();
    leaving.abort();
    const receipt = await router.log.find((line) => line['caller'] === LEAVER && 'status' in line);
    expect(receipt).toMatchObject({ router_error: 'client-gone', charged_usd: 0.066132 });
    expect(await readSpentUsd(LEAVER)).toBe(0.066132);
  });
});
