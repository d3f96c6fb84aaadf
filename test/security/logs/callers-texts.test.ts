import { beforeAll, describe, expect, it } from 'vitest';
import { HEADERS, SERVICE_TIER_HEADER } from '../../../lambda/contract';
import { composeContext } from '../../../local/lambda/node-runtime';
import { writeSettings } from '../../../local/write-parameters';
import { CANARY } from '../../fuzz/arbitrary-body';
import { loadRouter } from '../../fuzz/load-router';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const MESSAGES = [{ role: 'user', content: [{ text: CANARY }] }];
const BODY = { messages: MESSAGES };

const router = loadRouter({ operationsWithSettings: ['extraction'] });

/** Two routes, so that the header of the split decides. */
beforeAll(() =>
  writeSettings(router.aws.parameterStore.parameters, {
    extraction: { split: [{ name: 'other', route: NOVA, weight: 50 }] },
  }),
);

/** Sends an event, which has one receipt. In any case of its letters, the marker is in no line. */
async function send(event: object) {
  const whole = { httpMethod: 'POST', requestContext: { requestId: 'request-1' }, ...event };
  const { outcome, lines, receipts } = await router.trace(() =>
    router.answer(JSON.stringify(whole)),
  );
  expect(lines.join('\n').toLowerCase()).not.toContain('canary');
  expect(receipts).toHaveLength(1);
  return { status: outcome.status, receipt: receipts[0] };
}

/** `x-router-metadata` and the session are for the log. */
const HEADER_NAMES = [
  ...Object.values(HEADERS).filter((name) => name !== HEADERS.metadata),
  SERVICE_TIER_HEADER,
  'accept',
  'anthropic-beta',
  'anthropic-version',
  'authorization',
  'content-encoding',
  'content-type',
  'cookie',
  'traceparent',
  'user-agent',
  'x-amz-security-token',
  'x-amzn-bedrock-guardrailidentifier',
  'x-amzn-bedrock-guardrailversion',
  'x-amzn-bedrock-performanceconfig-latency',
  'x-amzn-bedrock-request-metadata',
  'x-amzn-bedrock-trace',
  'x-amzn-errortype',
  'x-amzn-requestid',
  'x-amzn-trace-id',
  'x-api-key',
  'x-forwarded-for',
];

/** One of each wire, and a stream. */
const ACTIONS = ['converse', 'invoke-with-response-stream', 'count-tokens'] as const;

describe.each(ACTIONS)('no line of a call of %s has the text of a header', (action) => {
  it.each(HEADER_NAMES)('such as %s', async (name) => {
    const isJson = name === 'x-amzn-bedrock-request-metadata';
    const headers = { [name]: isJson ? JSON.stringify({ team: CANARY }) : CANARY };
    await send({ path: `/model/extraction/${action}`, headers, body: JSON.stringify(BODY) });
  });
});

const MEMBERS = {
  serviceTier: { type: CANARY },
  performanceConfig: { latency: CANARY },
  guardrailConfig: { guardrailIdentifier: CANARY, guardrailVersion: CANARY, trace: CANARY },
  requestMetadata: { team: CANARY },
  additionalModelRequestFields: { [CANARY]: CANARY },
  additionalModelResponseFieldPaths: [CANARY],
  promptVariables: { [CANARY]: { text: CANARY } },
  system: [{ text: CANARY }],
  toolConfig: { tools: [{ toolSpec: { name: CANARY, inputSchema: { json: {} } } }] },
  inferenceConfig: { stopSequences: [CANARY], temperature: CANARY, topK: CANARY },
  outputConfig: { effort: CANARY, textFormat: { type: CANARY } },
  [CANARY]: CANARY,
};

describe.each(Object.entries(MEMBERS))('no line has the text of the member %s', (name, member) => {
  const body = JSON.stringify({ ...BODY, [name]: member });

  it.each([...ACTIONS, 'converse-stream'])('of a call of %s', async (action) => {
    await send({ path: `/model/extraction/${action}`, body });
  });

  it('of a call of the hook', async () => {
    const event = { context: 'Classification', ...JSON.parse(body) };
    const { lines } = await router.trace(() =>
      router.function.lambdaHook(event, composeContext(10_000)).catch(() => undefined),
    );
    expect(lines.join('\n')).toContain('"latency_ms"');
  });
});

describe('no line has the text of', () => {
  it.each([
    '/CANARY-4711',
    '/v1/CANARY-4711',
    '/v1/CANARY-4711/stream',
    '/v1/extraction/CANARY-4711',
    '/v1/models/CANARY-4711',
    '/model/CANARY-4711/converse',
    '/model/us.amazon.nova-2-lite-v1:0@canary-4711/converse',
    '/model/us.amazon.nova-2-lite-v1:0:flex@CANARY-4711/converse',
    '/model/us.amazon.nova-2-lite-v1:0:CANARY-4711/converse',
    '/model/extraction/CANARY-4711',
  ])('the path %s', async (path) => {
    const { status } = await send({ path, body: JSON.stringify(BODY) });
    expect([400, 404, 405]).toContain(status);
  });

  it.each([
    ['its method', { httpMethod: CANARY }],
    ['its query', { queryStringParameters: { key: CANARY } }],
    ['its cookies', { cookies: [CANARY] }],
    ['its authorizer', { requestContext: { requestId: 'r', authorizer: { principalId: CANARY } } }],
    ['its key', { requestContext: { requestId: 'r', identity: { apiKey: CANARY } } }],
  ])('%s', async (_what, event) => {
    await send({ path: '/v1/extraction', body: JSON.stringify(BODY), ...event });
  });
});

describe('the latency mode of a request', () => {
  const path = `/model/${NOVA}/invoke`;
  const body = JSON.stringify(BODY);

  it.each([
    ['optimized', 'optimized'],
    ['OPTIMIZED', undefined],
    ['turbo', undefined],
  ])('%s is logged as %s', async (latency, logged) => {
    const headers = { 'x-amzn-bedrock-performanceconfig-latency': latency };
    const { receipt } = await send({ path, headers, body });
    expect(receipt?.['latency_mode']).toBe(logged);
  });
});
