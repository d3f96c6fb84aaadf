import { describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { ask } from '../../local/bedrock/ask';
import { BODY } from '../support';

const SONNET = 'anthropic.claude-sonnet-4-6';
const OPUS = 'anthropic.claude-opus-5';
const COUNT = `{"input":{"converse":${BODY}}}`;

describe('a count of tokens along a route', () => {
  const router = runRouter({ settings: { operations: { extraction: `us.${SONNET},us.${OPUS}` } } });
  const count = () => ask(`${router.url}/model/extraction/count-tokens`, { body: COUNT });
  const listPaths = () => router.arrivals.map(({ path }) => path);

  it('is of the foundation model of the primary', async () => {
    const answer = await count();
    expect(answer.status).toBe(200);
    expect(answer.headers['x-router-model-id']).toBe(SONNET);
    expect(listPaths()).toEqual([`/model/${SONNET}/count-tokens`]);
  });

  it.each([
    ['throttle', 429],
    ['unavailable', 503],
    ['internal', 500],
  ] as const)('never comes from a fallback: %s', async (kind, status) => {
    router.bedrock.failures.add({ kind, operation: 'CountTokens', times: 20 });
    for (let index = 0; index < 4; index += 1) {
      const answer = await count();
      expect(answer.status).toBe(status);
      expect(answer.headers['x-router-tier-fallback']).toBeUndefined();
    }
    expect(new Set(listPaths())).toEqual(new Set([`/model/${SONNET}/count-tokens`]));
  });

  it('that fails keeps no Converse call from the primary', async () => {
    router.bedrock.failures.add({ kind: 'throttle', operation: 'CountTokens', times: 20 });
    for (let index = 0; index < 4; index += 1) await count();
    const answer = await ask(`${router.url}/v1/extraction`, { body: BODY });
    expect(answer.headers).toMatchObject({ 'x-router-model-id': `us.${SONNET}` });
    expect(answer.headers['x-router-tier-fallback']).toBeUndefined();
  });
});
