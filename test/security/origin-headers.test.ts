import { describe, expect, it } from 'vitest';
import { CANARY } from '../fuzz/arbitrary-body';
import { loadRouter } from '../fuzz/load-router';

/** The events are what a gateway makes of headers that HTTP/1.1 would not carry, but HTTP/2 or a bug might. */
const router = loadRouter();

const FORGED = `{"level":"INFO","user":"${CANARY}"}`;
const LARGE = 64 * 1024;

async function ask(headers: Record<string, string>) {
  const requestContext = { requestId: 'request-1' };
  const body = '{"messages":[{"role":"user","content":[{"text":"x"}]}]}';
  const event = { httpMethod: 'POST', path: '/v1/extraction', headers, requestContext, body };
  const traced = await router.trace(() => router.answer(JSON.stringify(event)));
  for (const line of traced.lines) expect(line.length).toBeLessThan(2_000);
  expect(traced.receipts).toHaveLength(1);
  const arrived = traced.arrivals[0]?.body.toString() ?? '{}';
  return {
    answer: traced.outcome,
    receipt: traced.receipts[0],
    metadata: JSON.parse(arrived).requestMetadata,
  };
}

describe('a session is logged and forwarded without characters that metadata may not have', () => {
  it.each([
    ['a forged line', 'id\n{"level":"INFO"}', 'id\n__level_:_INFO__'],
    ['a line break of Windows', 'id\r\nx: y', 'id\r\nx: y'],
    ['an escape of a terminal', 'id\u001b[2K\u001b]0;title\u0007', 'id__2K__0_title_'],
    ['NUL', 'id\u0000', 'id_'],
    ['a line separator', 'id\u2028x', 'id_x'],
    ['half a character', 'id\ud83d', 'id_'],
    ['text from right to left', 'id\u202etxt', 'id_txt'],
    ['a tag', '<script>alert(1)</script>', '_script_alert_1__/script_'],
    ['64 KB', 's'.repeat(LARGE), 's'.repeat(256)],
    ['64 KB of escapes', '\u001b'.repeat(LARGE), '_'.repeat(256)],
  ])('such as %s', async (_what, session, cleaned) => {
    const { answer, receipt, metadata } = await ask({ 'x-claude-code-session-id': session });
    expect(answer.status).toBe(200);
    expect(receipt?.['session_id']).toBe(cleaned);
    expect(metadata['claude-code-session-id']).toBe(cleaned);
  });
});

const ROOT = 'Root=1-67891233-abcdef012345678912345678';

describe('an invalid trace reaches neither log nor Bedrock', () => {
  it.each([
    ['a forged line behind it', `${ROOT}\n${FORGED}`],
    ['a forged line before it', `${FORGED}\n${ROOT}`],
    ['an escape of a terminal', `${ROOT}\u001b[2K`],
    ['NUL', `${ROOT}\u0000`],
    // In quadratic time each would take minutes.
    ['1 MB', `Root=1-67891233-${'a'.repeat(16 * LARGE)}`],
    ['1 MB of semicolons', ';'.repeat(16 * LARGE)],
    ['1 MB of white space', `;${' '.repeat(16 * LARGE)}`],
    ['1 MB of nearly roots', ';Root=1-67891233-'.repeat(LARGE)],
  ])('such as one with %s', async (_what, trace) => {
    const { answer, receipt, metadata } = await ask({ 'x-amzn-trace-id': trace });
    expect(answer.status).toBe(200);
    expect(receipt).not.toHaveProperty('trace_id');
    expect(metadata).not.toHaveProperty('router-trace-id');
  });
});

describe('metadata of a caller', () => {
  it.each([
    ['a forged line', JSON.stringify({ team: `x\n${FORGED}` })],
    ['an escape of a terminal', JSON.stringify({ team: '\u001b[2K' })],
    ['an escape in a name', JSON.stringify({ '\u001b[2K': 'x' })],
    ['NUL', '{"team":"\\u0000"}'],
    ['bare control characters', '{"team":"\u0001"}'],
    ['a value of 64 KB', JSON.stringify({ team: CANARY.repeat(LARGE / 11) })],
    ['a name of 64 KB', JSON.stringify({ [CANARY.repeat(LARGE / 11)]: 'x' })],
    ['64 KB of pairs', `{${'"a":"b",'.repeat(LARGE / 8)}"c":7}`],
    ['a hundred pairs', JSON.stringify(Object.fromEntries(numberNames(100)))],
    ['64 KB of brackets', '['.repeat(LARGE)],
    ['64 KB of nesting', `{"a":${'['.repeat(LARGE / 2)}${']'.repeat(LARGE / 2)}}`],
    ['64 KB that is no JSON', CANARY.repeat(LARGE / 11)],
    ['an object in a value', '{"team":{"__proto__":{"polluted":true}}}'],
    ['a prototype', '{"__proto__":{"polluted":true}}'],
  ])('with %s is refused in few words', async (_what, text) => {
    const { answer, receipt, metadata } = await ask({ 'x-router-metadata': text });
    expect([answer.status, answer.headers['x-router-error']]).toEqual([400, 'invalid-header']);
    expect(answer.body.length).toBeLessThan(500);
    expect(receipt).toMatchObject({ status: 400, router_error: 'invalid-header' });
    expect(receipt).not.toHaveProperty('metadata');
    expect(metadata).toBeUndefined();
  });

  it('with a line break is one line of the log, quoted', async () => {
    const { receipt } = await ask({ 'x-router-metadata': '{"team":"x\\nlevel: INFO"}' });
    expect(receipt?.['metadata']).toEqual({ team: 'x\nlevel: INFO' });
  });

  it.each(['router-request-id', 'Router-Caller', ' ROUTER-operation', 'router-'])(
    'is refused if it has the key %j, which is the router’s own',
    async (key) => {
      const { receipt, metadata } = await ask({ 'x-router-metadata': `{"${key}":"forged"}` });
      expect(receipt).toMatchObject({ request_id: 'request-1', router_error: 'invalid-header' });
      expect(metadata).toBeUndefined();
    },
  );
});

function numberNames(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`name-${index}`, 'x']);
}
