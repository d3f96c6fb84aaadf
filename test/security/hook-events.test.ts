import { describe, expect, it } from 'vitest';
import { composeContext } from '../../local/lambda/node-runtime';
import { CANARY } from '../fuzz/arbitrary-body';
import { loadRouter } from '../fuzz/load-router';

const router = loadRouter();

const FORGED = `{"level":"INFO","message":"Request served","user":"${CANARY}"}`;
const MESSAGES = [{ role: 'user', content: [{ text: CANARY }] }];
const MEGABYTE = 1024 * 1024;

/** The outcome of an event that is given as JSON text. Every event has one receipt. */
async function invoke(eventText: string) {
  const { lambdaHook } = router.function;
  const traced = await router.trace(() =>
    lambdaHook(JSON.parse(eventText), composeContext(10_000)).catch((error: unknown) => error),
  );
  for (const line of traced.lines) expect(line.length).toBeLessThan(4_000);
  expect(traced.receipts).toHaveLength(1);
  return traced;
}

/** Lambda logs what the function throws, so that its message is a line of the log as well. */
function expectRefusal(outcome: unknown, name: string): void {
  expect(outcome).toMatchObject({ name });
  const { message } = outcome as Error;
  expect(message.length).toBeLessThan(500);
  for (const stray of ['\n', '\r', '\u0000', '\u001b', CANARY]) {
    expect(message).not.toContain(stray);
  }
}

describe('a context that names no operation is refused on one short line', () => {
  it.each([
    ['a forged line', `Extraction\n${FORGED.replace(CANARY, 'x')}`],
    ['an escape of a terminal', '\u001b[2KExtraction'],
    ['NUL', 'Extraction\u0000'],
    ['a path', '../callers/goodkey000'],
    ['an encoded path', '..%2Fcallers%2Fgoodkey000'],
    ['an address', 'http://169.254.169.254/latest'],
    ['a member of every object', '__proto__'],
    ['another such member', 'constructor'],
    ['1 MB', 'x'.repeat(MEGABYTE)],
    ['1 MB of line breaks', '\n'.repeat(MEGABYTE)],
  ])('such as %s', async (_what, context) => {
    const { outcome, arrivals } = await invoke(JSON.stringify({ context, messages: MESSAGES }));
    expectRefusal(outcome, 'ResourceNotFoundException');
    expect(arrivals).toEqual([]);
  });

  it.each([7, null, '', ['Extraction'], { toString: 'Extraction' }])('nor %j', async (context) => {
    const { outcome, arrivals } = await invoke(JSON.stringify({ context, messages: MESSAGES }));
    expectRefusal(outcome, 'ValidationException');
    expect(arrivals).toEqual([]);
  });
});

describe('an event that also names a model, an endpoint or a key is routed by its operation', () => {
  it.each([
    ['another model', { modelId: 'us.anthropic.claude-opus-4-1-20250805-v1:0' }],
    ['another’s address as its model', { modelId: 'http://169.254.169.254/' }],
    ['an endpoint', { endpoint: 'http://169.254.169.254', endpointUrl: 'http://169.254.169.254' }],
    ['the variable of an endpoint', { AWS_ENDPOINT_URL_BEDROCK_RUNTIME: 'http://127.0.0.1:1' }],
    ['headers', { headers: { 'x-amzn-bedrock-service-tier': 'priority', host: 'evil.example' } }],
    ['a context of a request', { requestContext: { identity: { apiKeyId: 'goodkey000' } } }],
  ])('%s', async (_what, members) => {
    const event = { context: 'Extraction', messages: MESSAGES, ...members };
    const { arrivals } = await invoke(JSON.stringify(event));
    expect(arrivals.map(({ path, requestedTier }) => [path, requestedTier])).toEqual([
      ['/model/us.amazon.nova-2-lite-v1%3A0/converse', 'flex'],
    ]);
  });
});

describe('an event is refused', () => {
  it.each([
    ['with a tier of another kind', '"serviceTier":{"type":["flex"]}'],
    ['with a forged tier', String.raw`"serviceTier":{"type":"flex\nx"}`],
    ['with a tier of 1 MB', `"serviceTier":{"type":"${'x'.repeat(MEGABYTE)}"}`],
    ['that is nested 100,000 deep', `"system":${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('%s', async (_what, member) => {
    const text = `{"context":"Extraction","messages":${JSON.stringify(MESSAGES)},${member}}`;
    const { outcome, arrivals } = await invoke(text);
    expectRefusal(outcome, 'ValidationException');
    expect(arrivals).toEqual([]);
  });
});

it.each([
  `{"__proto__":{"context":"Extraction"},"messages":${JSON.stringify(MESSAGES)}}`,
  `{"constructor":{"prototype":{"context":"Extraction"}}}`,
])('no prototype lends an event its context: %s', async (text) => {
  const { outcome, arrivals } = await invoke(text);
  expectRefusal(outcome, 'ValidationException');
  expect(arrivals).toEqual([]);
});
