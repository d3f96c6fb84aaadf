import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runRouter } from '../clients/run-router';
import { findLack, runProgram, usePath } from './run-program';

const SONNET = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const router = runRouter({
  aws: { composeReply: () => 'Hello from the emulator.' },
  settings: { operations: { review: 'us.anthropic.claude-sonnet-4-6' } },
});

/** Turns off whatever calls another host than the router. */
const QUIET = {
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  DISABLE_TELEMETRY: '1',
  DISABLE_ERROR_REPORTING: '1',
  DISABLE_AUTOUPDATER: '1',
};

/** Runs Claude Code in print mode, as the page of clients says. */
async function print(model: string, variables: Readonly<Record<string, string>>) {
  const home = mkdtempSync(join(tmpdir(), 'claude-code-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const words = ['--print', 'Say hello.', '--output-format', 'json', '--model', model];
  const output = await runProgram(usePath('claudeCode'), words, {
    ...QUIET,
    HOME: home,
    CLAUDE_CODE_USE_BEDROCK: '1',
    ANTHROPIC_BEDROCK_BASE_URL: router.url,
    ANTHROPIC_CUSTOM_HEADERS: 'x-api-key: caller',
    ANTHROPIC_BEDROCK_SERVICE_TIER: 'flex',
    ...variables,
  });
  const lines = output.split('\n');
  return JSON.parse(lines.find((line) => line.includes('"result"')) ?? '');
}

/** The last part of the path, the tier and the status of each call. */
function listCalls() {
  return router.arrivals.map(({ path, requestedTier, status }) => {
    return [path.split('/').at(-1), requestedTier, status];
  });
}

const SKIP_AUTH = { CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1' };

describe.skipIf(findLack('claudeCode') !== undefined)('Claude Code', () => {
  // The router remembers refusals of a tier, so each test has a model of its own.
  it.each([SONNET, 'review'])(
    'prints a streamed reply of %s, which takes no tier',
    async (model) => {
      const { result, is_error, usage } = await print(model, SKIP_AUTH);
      expect([result, is_error, usage.output_tokens]).toEqual([
        'Hello from the emulator.',
        false,
        6,
      ]);
      expect(listCalls()).toEqual([
        ['invoke-with-response-stream', 'flex', 400],
        ['invoke-with-response-stream', undefined, 200],
      ]);
      const { headers } = router.arrival;
      expect(headers['anthropic-beta']).toContain('claude-code-');
      expect(headers['x-amzn-bedrock-request-metadata']).toContain('"claude-code-session-id":"');
      expect(JSON.stringify(headers)).not.toContain('caller');
    },
  );

  it('probes models by paid calls of one token without CLAUDE_CODE_SKIP_BEDROCK_AUTH', async () => {
    const model = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
    await print(model, { AWS_BEARER_TOKEN_BEDROCK: 'callerCallerCallerCaller' });
    const probes = router.arrivals.filter(({ path }) => path.endsWith('/invoke'));
    expect(probes.length).toBeGreaterThan(0);
    for (const { body } of probes) {
      expect(JSON.parse(body.toString('utf8'))).toMatchObject({ max_tokens: 1 });
    }
  });
});
