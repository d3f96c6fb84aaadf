import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runRouter } from '../clients/run-router';
import { findLack, runProgram, usePath } from './run-program';

const KEY = 'codex01234567890123456789012345678901234';
const router = runRouter({
  aws: { composeReply: () => 'Hello from the emulator.' },
  settings: {
    authorization: 'keys',
    operations: { review: 'us.openai.gpt-6-astra:ultrafast' },
  },
  callers: [{ apiKey: { id: 'codex00000', value: KEY }, policy: { name: 'codex' } }],
});

/** The configuration that the page of clients has. */
function writeConfiguration(model: string, others: string): string {
  return `model = "${model}"
model_provider = "router"
${others}

[model_providers.router]
name = "Bedrock Tier Router"
base_url = "${router.url}/openai/v1"
wire_api = "responses"
env_key = "ROUTER_KEY"
`;
}

/** Runs Codex once with a home of its own. Returns its events. */
async function execute(model: string, others: string) {
  const home = mkdtempSync(join(tmpdir(), 'codex-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  writeFileSync(join(home, 'config.toml'), writeConfiguration(model, others));
  const work = join(home, 'work');
  mkdirSync(work);
  const words = ['exec', '--json', '--skip-git-repo-check', '--sandbox', 'read-only'];
  const script = usePath('codex');
  const output = await runProgram(
    process.execPath,
    [script, ...words, '--cd', work, 'Say hello.'],
    { HOME: home, CODEX_HOME: home, ROUTER_KEY: KEY },
  );
  return output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
}

describe.skipIf(findLack('codex') !== undefined)('Codex', () => {
  it.each([
    ['an operation', 'review', 'ultrafast'],
    ['a model', 'us.openai.gpt-6-astra', undefined],
  ])('is answered by %s', async (_, model, tier) => {
    const events = await execute(model, 'web_search = "disabled"');
    expect(events.at(-2)).toMatchObject({
      item: { type: 'agent_message', text: 'Hello from the emulator.' },
    });
    expect(events.at(-1)).toMatchObject({ type: 'turn.completed', usage: { output_tokens: 6 } });
    expect(router.arrivals).toMatchObject([
      { operation: 'ResponsesStream', modelId: 'us.openai.gpt-6-astra', status: 200 },
    ]);
    expect(router.arrival.requestedTier).toBe(tier);
    expect(JSON.stringify(router.arrival.headers)).not.toContain(KEY);
  });

  it('sends a tool that Bedrock does not run if its web search is on', async () => {
    await expect(execute('review', '')).rejects.toThrow('web search is not supported');
  });
});
