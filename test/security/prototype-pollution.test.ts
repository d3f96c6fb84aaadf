import { describe, expect, it } from 'vitest';
import { ask as send } from '../local/bedrock/ask';
import { attackRouter } from './attack-router';

const router = attackRouter();

const MESSAGES = '"messages":[{"role":"user","content":[{"text":"x"}]}]';

const BODIES = [
  ['a prototype of a Converse body', `{"__proto__":{"serviceTier":{"type":"flex"}},${MESSAGES}}`],
  ['a prototype of a tier', `{"serviceTier":{"__proto__":{"type":"priority"}},${MESSAGES}}`],
  [
    'a prototype of request metadata',
    `{"requestMetadata":{"__proto__":{"type":"priority"},"constructor":"x"},${MESSAGES}}`,
  ],
  ['a constructor', `{"constructor":{"prototype":{"type":"priority"}},${MESSAGES}}`],
  [
    'a prototype in a prototype',
    `{"__proto__":{"__proto__":{"type":"priority","status":500}},${MESSAGES}}`,
  ],
] as const;

/** What the next request without any tier asks Bedrock for. */
async function readNextTier(): Promise<string | undefined> {
  await send(`${router.url}/v1/assessment`, { body: `{${MESSAGES}}` });
  return router.arrivals.at(-1)?.requestedTier;
}

describe('JSON with', () => {
  it.each(BODIES)('%s changes no other request', async (_what, body) => {
    for (const path of ['/v1/assessment', '/v1/assessment/stream', '/model/assessment/invoke']) {
      const { status } = await send(router.url + path, { body });
      expect([200, 400]).toContain(status);
    }
    expect(await readNextTier()).toBeUndefined();
  });

  it('a prototype that names a tier asks for none', async () => {
    await send(`${router.url}/v1/assessment`, { body: BODIES[0][1] });
    expect(router.arrivals).toHaveLength(1);
    expect(router.arrivals[0]?.body.toString()).toContain(BODIES[0][1].slice(1));
    expect(router.arrivals[0]?.requestedTier).toBeUndefined();
  });
});

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'])(
  'the name %s of a member of every object is no operation, action or header',
  async (name) => {
    const ask = async (path: string, headers = {}) => {
      const answer = await send(router.url + path, { headers, body: `{${MESSAGES}}` });
      return [answer.status, answer.headers['x-router-error']];
    };
    for (const path of [`/v1/${name}`, `/v1/${name}/stream`, `/model/${name}/converse`]) {
      expect(await ask(path)).toEqual([404, 'unknown-operation']);
    }
    const action = `/model/us.amazon.nova-2-lite-v1:0/${name}`;
    expect(await ask(action)).toEqual([404, 'unknown-path']);
    expect(router.arrivals).toEqual([]);
    const headers = JSON.parse(`{"${name}":"flex"}`);
    expect(await ask('/v1/assessment', headers)).toEqual([200, undefined]);
    expect(router.arrivals[0]?.headers).not.toHaveProperty(name.toLowerCase(), 'flex');
  },
);
