import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { runRouter } from '../clients/run-router';
import { findLack, runProgram, usePath } from './run-program';

const REPLY = 'Total: 12.50 EUR.';
const KEY = 'openaiClients012345678901234567890123456';
const router = runRouter({
  aws: { composeReply: () => REPLY },
  settings: {
    authorization: 'keys',
    operations: {
      extraction: 'openai.gpt-oss-120b-1:0:flex',
      review: 'us.openai.gpt-6-astra:ultrafast',
    },
  },
  callers: [{ apiKey: { id: 'openai0000', value: KEY }, policy: { name: 'openai' } }],
});

/** Runs a client with the key as its bearer token. Returns the lines that it printed. */
async function run(client: string): Promise<readonly string[]> {
  const words = [join(__dirname, 'openai_clients.py'), client, router.url];
  const output = await runProgram(join(usePath('python'), 'python'), words, {
    ROUTER_KEY: KEY,
    LITELLM_LOCAL_MODEL_COST_MAP: 'True',
  });
  return output.trim().split('\n');
}

/** The last part of the path, the tier and the status of each call. */
function listCalls() {
  return router.arrivals.map(({ path, requestedTier, status }) => [
    path.replace('/openai/v1/', ''),
    requestedTier,
    status,
  ]);
}

/** Whether the cost of each request is known, which of a stream it is only if its client asked for the usage. */
async function listKnownCosts(count: number): Promise<readonly boolean[]> {
  const list = () => router.log.lines.filter((line) => 'latency_ms' in line);
  await vi.waitFor(() => expect(list()).toHaveLength(count));
  return list().map((line) => 'estimated_cost_usd' in line);
}

beforeEach(() => router.log.clear());

const CHAT = ['chat/completions', 'flex', 200];
const RESPONSES = ['responses', 'ultrafast', 200];

describe.skipIf(findLack('python') !== undefined)('in Python', () => {
  it.each([
    ['openai_chat', [REPLY, REPLY, '5 flex'], [CHAT, CHAT]],
    ['openai_responses', [REPLY, REPLY, '5 ultrafast'], [RESPONSES, RESPONSES]],
    ['openai_structured', Array(2).fill("total=1.0 lines=['simulated']"), [CHAT, RESPONSES]],
    ['openai_for_one_operation', [REPLY], [CHAT]],
    ['langchain', [REPLY, REPLY], [CHAT, CHAT]],
    ['langchain_responses', [REPLY, REPLY], [RESPONSES, RESPONSES]],
    ['langchain_structured', ["{'total': 1}", "{'total': 1}"], [CHAT, CHAT]],
    ['litellm_chat', [REPLY, REPLY], [CHAT, CHAT]],
    ['litellm_responses', [REPLY], [RESPONSES]],
    ['litellm_tools', ['{"total":1}'], [CHAT]],
    ['agents', ['looked up page 1', REPLY], [RESPONSES, RESPONSES]],
    ['agents_chat', ['looked up page 1', REPLY], [CHAT, CHAT]],
  ])('%s works by a base URL and a key', async (client, lines, calls) => {
    expect(await run(client)).toEqual(lines);
    expect(listCalls()).toEqual(calls);
    expect(await listKnownCosts(calls.length)).not.toContain(false);
    expect(JSON.stringify(router.arrivals)).not.toContain(KEY);
  });

  it('LangChain does not ask for the usage of a stream by another base URL', async () => {
    expect(await run('langchain_without_usage')).toEqual([REPLY]);
    expect(await listKnownCosts(1)).toEqual([false]);
  });

  it('OpenAI’s client raises its own errors', async () => {
    expect(await run('openai_errors')).toEqual([
      'NotFoundError 404 unknown-operation',
      'NotFoundError 404 unknown-operation',
      'True',
    ]);
  });
});

describe.skipIf(findLack('langChainOpenai') !== undefined)('in JavaScript', () => {
  it('LangChain reads replies and streams of both APIs', async () => {
    const words = [join(__dirname, 'langchain-openai.mjs'), usePath('langChainOpenai'), router.url];
    const output = await runProgram(process.execPath, words, { ROUTER_KEY: KEY });
    expect(output.trim().split('\n')).toEqual([REPLY, REPLY, '{"total":1}', REPLY, REPLY]);
    expect(listCalls()).toEqual([CHAT, CHAT, CHAT, RESPONSES, RESPONSES]);
    expect(await listKnownCosts(5)).not.toContain(false);
  });
});
