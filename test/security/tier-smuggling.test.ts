import { describe, expect, it } from 'vitest';
import { ask } from '../local/bedrock/ask';
import { attackRouter } from './attack-router';

const router = attackRouter();

const MESSAGES = '"messages":[{"role":"user","content":[{"text":"x"}]}]';

/** Readers that take the first of two members with one name would be asked for `priority` by each of these. */
describe('a body that asks for a dearer tier besides the one that it is judged by', () => {
  it.each([
    `{"serviceTier":{"type":"priority","type":"flex"},${MESSAGES}}`,
    `{"serviceTier":{"type":"priority"},"serviceTier":{"type":"flex"},${MESSAGES}}`,
    String.raw`{"service\u0054ier":{"type":"priority"},"serviceTier":{"type":"flex"},${MESSAGES}}`,
    String.raw`{"serviceTier":{"t\u0079pe":"priority","type":"flex"},${MESSAGES}}`,
    `{${MESSAGES},"serviceTier":{"type":"priority"},"serviceTier":{"type":"flex"}}`,
  ])('asks Bedrock for one: %s', async (body) => {
    const { status, headers } = await ask(`${router.url}/v1/assessment`, { body });
    expect([status, headers['x-router-requested-tier']]).toEqual([200, 'flex']);
    const arrived = String(router.arrivals[0]?.body);
    expect(arrived).toContain('"serviceTier":{"type":"flex"}');
    expect(arrived.match(/"t(y|\\u0079)pe"/g)).toHaveLength(1);
  });
});
