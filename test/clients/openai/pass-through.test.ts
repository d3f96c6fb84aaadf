import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask } from '../../local/bedrock/ask';
import { runRouter } from '../run-router';
import { ASTRA, GPT_OSS, MESSAGES, QUESTION } from './client';

const router = runRouter({
  settings: { operations: { extraction: `${GPT_OSS}:flex`, review: `${ASTRA}:ultrafast` } },
});

const API_PATHS = { chat: '/openai/v1/chat/completions', responses: '/openai/v1/responses' };

/** White space that JSON allows. */
const space = fc.stringMatching(/^[ \n\t\r]{0,3}$/);
const literal = fc.constantFrom(
  ...['1.0', '1e400', '-0', '12345678901234567890', '"\\u00e9\\/"', '"\\ud83e\\uddfe"', 'null'],
);
/** A member that the router does not read, as its text. */
const otherMember = fc
  .tuple(
    fc.constantFrom('"messages"', '"input"', '"metadata"', '"user"', '"future"', '"Model"', '"é"'),
    space,
    space,
    fc.oneof(literal, fc.json({ maxDepth: 3 }), fc.constant(JSON.stringify(MESSAGES))),
  )
  .map(([name, before, after, value]) => `${name}${before}:${after}${value}`);

/** A body as its members, so that a test can write it with another model and tier. */
const body = fc.record({
  before: fc.array(otherMember, { maxLength: 3 }),
  between: fc.array(otherMember, { maxLength: 3 }),
  after: fc.array(otherMember, { maxLength: 3 }),
  gap: space,
  stream: fc.boolean(),
});

type Body = typeof body extends fc.Arbitrary<infer Value> ? Value : never;

/** @param tier undefined if the body has no such member */
function write({ before, between, after, gap, stream }: Body, model: string, tier?: string) {
  const members = [
    ...[...before, `"model"${gap}:${gap}"${model}"`, ...between],
    ...(tier === undefined ? [] : [`"service_tier"${gap}:${gap}"${tier}"`]),
    ...[...after, `"stream":${stream}`],
  ];
  return `${gap}{${members.join(`${gap},${gap}`)}${gap}}${gap}`;
}

/** Sends a body. Resolves with what arrived, whatever Bedrock thinks of it. */
async function send(path: string, text: string): Promise<string> {
  router.bedrock.journal.clear();
  const { status, body: answer } = await ask(router.url + path, { body: text });
  const [arrival] = router.arrivals;
  if (arrival === undefined) throw new Error(`${status} ${answer}`);
  return arrival.body.toString();
}

const RUNS = { numRuns: 25 };

describe.each(Object.values(API_PATHS))('a body of %s', (path) => {
  const [name, model, tier] =
    path === API_PATHS.chat
      ? (['extraction', GPT_OSS, 'flex'] as const)
      : (['review', ASTRA, 'ultrafast'] as const);

  it('arrives with another model, and with the tier before its members', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (parts) => {
        const expected = write(parts, model).replace('{', `{"service_tier":"${tier}",`);
        expect(await send(path, write(parts, name))).toBe(expected);
      }),
      RUNS,
    );
  });

  it('arrives with the tier of the route where it asks for auto', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (parts) => {
        expect(await send(path, write(parts, name, 'auto'))).toBe(write(parts, model, tier));
      }),
      RUNS,
    );
  });

  it('arrives as it is where it names what is called', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (parts) => {
        const text = write(parts, model, tier);
        expect(await send(path, text)).toBe(text);
      }),
      RUNS,
    );
  });
});

describe('what Bedrock answers', () => {
  it.each([
    [API_PATHS.chat, { model: 'extraction', messages: MESSAGES }],
    [API_PATHS.responses, { model: 'review', input: QUESTION }],
    [API_PATHS.chat, { model: GPT_OSS, messages: 'Hi' }],
    [API_PATHS.responses, { model: ASTRA, input: 7 }],
  ])('comes back byte for byte from %s to %j', async (path, members) => {
    const { status, body: answer } = await ask(router.url + path, {
      body: JSON.stringify(members),
    });
    expect(status).toBe(router.arrival.status);
    expect(answer.toString()).toBe(router.arrival.replyBody?.toString());
  });
});

it('forwards the headers that Bedrock knows, and no credentials', async () => {
  await ask(router.url + API_PATHS.chat, {
    body: JSON.stringify({ model: 'extraction', messages: MESSAGES }),
    headers: {
      ...{ authorization: 'Bearer caller', 'x-api-key': 'caller', cookie: 'session=caller' },
      ...{ 'openai-organization': 'caller', 'openai-project': 'caller' },
      ...{ 'x-stainless-lang': 'js', 'x-stainless-retry-count': '0' },
      'x-amzn-bedrock-guardrailidentifier': 'gr-abc123',
    },
  });
  const { headers } = router.arrival;
  expect(JSON.stringify(headers)).not.toContain('caller');
  expect(headers).toMatchObject({ 'x-amzn-bedrock-guardrailidentifier': 'gr-abc123' });
  expect(Object.keys(headers).filter((header) => header.startsWith('x-stainless'))).toEqual([]);
  expect(headers['authorization']).toMatch(/^AWS4-HMAC-SHA256 .*\/us-east-1\/bedrock\//);
});
