import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import { ask } from '../local/bedrock/ask';
import { maskRequestId } from '../router/support';
import { NOVA } from './bedrock-client';
import { runRouter } from './run-router';

const router = runRouter();

afterEach(async () => {
  const health = await fetch(`${router.url}/health`);
  expect([health.status, await health.text()]).toEqual([200, '{"status":"ok"}']);
});

const METHOD = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
const PATH = fc.oneof(
  fc.webPath(),
  fc.constantFrom('/v1/extraction', '/v1/extraction/stream', '/v1/', '/model//invoke', '//', '/%'),
  fc
    .tuple(fc.string(), fc.constantFrom('converse', 'invoke', 'count-tokens', 'converse-stream'))
    .map(([modelId, action]) => `/model/${encodeURIComponent(modelId)}/${action}`),
  fc
    .stringMatching(/^[!-~]{0,40}$/)
    .map((text) => `/model/${text.replaceAll('#', '')}/invoke-with-response-stream`),
);
const HEADER_VALUE = fc.stringMatching(/^[ -~]{0,60}$/);
const HEADERS = fc.record(
  {
    'x-amzn-bedrock-service-tier': fc.oneof(HEADER_VALUE, fc.constantFrom('flex', 'turbo')),
    'x-router-strict-tier': fc.oneof(HEADER_VALUE, fc.constant('true')),
    'content-type': HEADER_VALUE,
    accept: HEADER_VALUE,
    'anthropic-beta': HEADER_VALUE,
    'x-amzn-bedrock-trace': HEADER_VALUE,
    'x-router-metadata': fc.oneof(HEADER_VALUE, fc.json()),
    'x-amzn-bedrock-request-metadata': fc.oneof(HEADER_VALUE, fc.constant('{"a":"b"}')),
    'x-claude-code-session-id': HEADER_VALUE,
    'x-amzn-trace-id': HEADER_VALUE,
    ['__proto__']: HEADER_VALUE,
  },
  { requiredKeys: [] },
);
const BODY = fc.oneof(
  fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes)),
  fc.json().map((text) => Buffer.from(text)),
  fc
    .record(
      { messages: fc.jsonValue(), serviceTier: fc.jsonValue(), requestMetadata: fc.jsonValue() },
      { requiredKeys: [] },
    )
    .map((body) => Buffer.from(JSON.stringify(body))),
);

it('is answered with a status and never with a bug', async () => {
  const question = fc.record({ method: METHOD, path: PATH, headers: HEADERS, body: BODY });
  await fc.assert(
    fc.asyncProperty(question, async ({ method, path, headers, body }) => {
      const answer = await ask(router.url + path, { method, headers, body });
      expect(answer.isCut).toBe(false);
      expect(answer.status).not.toBe(500);
      expect(answer.status).not.toBe(502);
    }),
    { numRuns: 200 },
  );
});

it.each([
  ['nesting', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`, 400],
  [
    'nesting beside a tier',
    `{"serviceTier":null,"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`,
    400,
  ],
  ['a member named __proto__', '{"__proto__":{"serviceTier":{"type":"turbo"}},"messages":[]}', 400],
  ['a tier that is a list', '{"serviceTier":["flex"],"messages":[]}', 400],
  ['a number', '1', 400],
  ['half a surrogate', '"\\ud800', 400],
])('as a body with %s is refused', async (_name, body, status) => {
  const answer = await ask(`${router.url}/v1/extraction`, { body });
  expect(answer.status).toBe(status);
});

it('may be JSON of any kind, which arrives byte for byte behind the tier and the metadata', async () => {
  const written = fc
    .dictionary(
      fc.string().filter((name) => !['serviceTier', 'requestMetadata'].includes(name)),
      fc.jsonValue(),
    )
    .chain((body) => fc.constantFrom(0, 1, 3).map((space) => JSON.stringify(body, null, space)));
  await fc.assert(
    fc.asyncProperty(written, async (text) => {
      await ask(`${router.url}/v1/extraction`, { body: text });
      const inside = text.slice(1);
      const comma = inside.trimStart().startsWith('}') ? '' : ',';
      expect(maskRequestId(router.arrival.body)).toBe(
        `{"serviceTier":{"type":"flex"},"requestMetadata":{"router-operation":"extraction","router-requested-tier":"flex","router-mapping-version":"1","router-request-id":"ID"}${comma}${inside}`,
      );
    }),
    { numRuns: 100 },
  );
});

it('may be bytes of any kind for a model to invoke', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 5_000 }), async (bytes) => {
      const body = Buffer.from(bytes);
      await ask(`${router.url}/model/${NOVA}:flex/invoke`, { body });
      expect(router.arrival.body.equals(body)).toBe(true);
    }),
    { numRuns: 100 },
  );
});
