import { describe, expect, it, onTestFinished } from 'vitest';
import { type LocalRouter, startLocalRouter } from '../../local/local-router';
import { post } from './support';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const CLAUDE = 'us.anthropic.claude-sonnet-4-6';
const OPERATIONS = {
  extraction: `${NOVA}:flex,${NOVA}:priority,${GEMMA}:flex,${NOVA}`,
  review: `${CLAUDE}:flex`,
};

/** The router remembers failed candidates, so each test has its own. */
async function start(...policies: readonly object[]): Promise<LocalRouter> {
  const router = await startLocalRouter({
    settings: { authorization: 'keys', operations: OPERATIONS },
    callers: policies.map((policy, index) => ({
      apiKey: { id: `caller${index}`, value: keyOf(index) },
      policy: { name: `caller-${index}`, ...policy },
    })),
  });
  onTestFinished(() => router.close());
  return router;
}

const keyOf = (index: number): string => `${index}`.repeat(40);

function callAs(index: number, router: LocalRouter, path: string): Promise<Response> {
  return post(router, path, undefined, { 'x-api-key': keyOf(index) });
}

/** The different calls that arrived at Bedrock. */
function listAsked({ aws }: LocalRouter): readonly string[] {
  const asked = aws.bedrock.journal.entries.map(({ path, requestedTier = 'default' }) => {
    const [, , model = ''] = decodeURIComponent(path).split('/');
    return `${model} ${requestedTier}`;
  });
  return [...new Set(asked)];
}

describe('what is tried after a failure', () => {
  it.each([
    [{}, [`${NOVA} flex`, `${NOVA} priority`, `${GEMMA} flex`, `${NOVA} default`]],
    [{ tiers: ['flex'] }, [`${NOVA} flex`, `${GEMMA} flex`]],
    [{ tiers: ['flex', 'standard'], models: [NOVA] }, [`${NOVA} flex`, `${NOVA} default`]],
    [{ tiers: ['flex'], models: [NOVA] }, [`${NOVA} flex`]],
  ])('stays within %j', async (policy, asked) => {
    const router = await start(policy);
    router.aws.bedrock.failures.add({ kind: 'unavailable', rate: 1 });
    expect((await callAs(0, router, '/v1/extraction')).status).toBe(503);
    expect(listAsked(router)).toEqual(asked);
  });

  it('is never a default tier that the caller may not use, before and after Bedrock refused the tier', async () => {
    const router = await start({ tiers: ['flex'] }, {});
    for (const _ of ['unknown yet', 'known']) {
      router.aws.bedrock.journal.clear();
      expect((await callAs(0, router, '/v1/review')).status).toBe(400);
      expect(listAsked(router)).toEqual([`${CLAUDE} flex`]);
      expect((await callAs(1, router, '/v1/review')).status).toBe(200);
      expect(listAsked(router)).toContain(`${CLAUDE} default`);
    }
  });
});
