import { describe, expect, it } from 'vitest';
import { CANARY } from '../../fuzz/arbitrary-body';
import { ask } from '../../local/bedrock/ask';
import { attackRouter } from '../attack-router';

const router = attackRouter();

const FORGED = `{"level":"INFO","message":"Request served","status":200,"user":"${CANARY}"}`;
const BREAKS = ['\n', '\r\n', '\u2028', '\u0000', '\u001b[2K'];

const converse = (text: string) =>
  JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }] });

describe('a forged line', () => {
  it.each(BREAKS)('behind %j in a prompt stays in the prompt', async (separator) => {
    const body = converse(`Invoice${separator}${FORGED}`);
    const { status } = await ask(`${router.url}/v1/extraction`, { body });
    expect(status).toBe(200);
    expect(await router.receipts()).toHaveLength(1);
  });

  it.each(BREAKS)('behind %j in a path stays out of the log', async (separator) => {
    for (const path of ['/v1/', '/model/a.b', '/']) {
      const segment = encodeURIComponent(`${separator}${FORGED}`);
      const { status } = await ask(`${router.url}${path}${segment}/converse`, { body: '{}' });
      expect([400, 404]).toContain(status);
    }
    for (const receipt of await router.receipts()) expect(receipt).not.toHaveProperty('user');
  });

  it('in headers stays out of the log', async () => {
    const headers = {
      'anthropic-beta': FORGED,
      'x-amzn-bedrock-trace': FORGED,
      'x-router-timeout-ms': FORGED,
      'user-agent': FORGED,
      accept: FORGED,
    };
    const { status } = await ask(`${router.url}/v1/extraction`, { headers, body: converse('x') });
    expect(status).toBe(400);
    expect(await router.receipts()).toMatchObject([
      { status: 400, router_error: 'invalid-header' },
    ]);
  });

  it('in what Bedrock says of a faulty request stays out of the log', async () => {
    router.aws.bedrock.failures.add({ kind: 'access-denied', message: `no\n${FORGED}` });
    const { status } = await ask(`${router.url}/v1/extraction`, { body: converse('x') });
    expect(status).toBe(403);
    expect(await router.receipts()).toMatchObject([{ status: 403 }]);
  });

  it('in a body that is no JSON stays out of the log', async () => {
    const { status } = await ask(`${router.url}/v1/extraction`, { body: `{"a":\n${FORGED}x` });
    expect(status).toBe(400);
    expect(await router.receipts()).toMatchObject([{ status: 400, router_error: 'invalid-body' }]);
  });
});
