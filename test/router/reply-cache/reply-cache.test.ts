import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { REPLY_TABLE } from '../../../local/dynamo-db/emulator';
import { type LogLine, runRouter } from '../../clients/run-router';
import { until } from '../support';
import { ask, CACHED, NOVA, prompt } from './cached-replies';

const GEMMA = 'google.gemma-3-27b-it';
const GPT = 'openai.gpt-oss-120b-1:0';
const SHARED = { cache: { ...CACHED.cache, scope: 'operation' } };

const router = runRouter({
  settings: {
    authorization: 'keys',
    operations: {
      plain: NOVA,
      cached: `${NOVA}:flex,${GEMMA}`,
      shared: NOVA,
      gemma: GEMMA,
      logged: NOVA,
      completed: GPT,
    },
  },
  operationSettings: {
    cached: CACHED,
    shared: SHARED,
    direct: CACHED,
    gemma: CACHED,
    logged: CACHED,
    completed: CACHED,
  },
  callers: ['aaaaaaaaaa', 'bbbbbbbbbb'].map((id) => ({
    apiKey: { id, value: id.repeat(3) },
    policy: { name: id.slice(0, 1) },
  })),
  // 18 bytes a copy: more than 380 KB.
  aws: {
    composeReply: ({ user }) =>
      user.includes('long') ? 'A long line text. '.repeat(22_000) : 'ok',
  },
});

const A = { 'x-api-key': 'aaaaaaaaaa'.repeat(3) };
const B = { 'x-api-key': 'bbbbbbbbbb'.repeat(3) };

/** Asks twice. Whatever is asked, the first request has no hit. */
async function askTwice(
  [path, body, headers = A]: readonly [string, string, Record<string, string>?],
  [otherPath, otherBody, otherHeaders = A]: readonly [string, string, Record<string, string>?] = [
    path,
    body,
    headers,
  ],
) {
  const first = await ask(router, path, body, headers);
  expect([first.status, first.cache]).toEqual([200, 'none']);
  return { first, second: await ask(router, otherPath, otherBody, otherHeaders) };
}

describe('an equal request', () => {
  it('of Chat Completions gets the same reply, unless it streams or is to be stored', async () => {
    const write = (members: object = {}) =>
      JSON.stringify({
        model: 'completed',
        messages: [{ role: 'user', content: 'x' }],
        ...members,
      });
    const path = '/openai/v1/chat/completions';
    const { first, second } = await askTwice([path, write()]);
    expect(second).toMatchObject({ cache: 'hit', text: first.text });
    const tiered = write({ service_tier: 'flex' });
    expect(await ask(router, path, tiered, A)).toMatchObject({ cache: 'hit', text: first.text });
    for (const members of [{ stream: true }, { store: true }]) {
      expect((await askTwice([path, write(members)])).second.cache).toBe('none');
    }
  });

  it('gets the same reply, which costs nothing', async () => {
    const { first, second } = await askTwice(['/v1/cached', prompt('equal')]);
    expect(second).toMatchObject({ status: 200, cache: 'hit', text: first.text });
    const { headers } = second;
    expect(headers.get('x-router-cache')).toMatch(/^hit; age=\d+$/);
    expect(headers.get('x-router-estimated-cost-usd')).toBe('0');
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-router-model-id')).toBe(NOVA);
    const absent = ['x-router-attempts', 'x-amzn-requestid', 'x-amzn-bedrock-service-tier'];
    expect(absent.map((name) => headers.get(name))).toEqual([null, null, null]);
    expect(router.arrivals).toHaveLength(1);
  });

  it('is in the log and in metrics as a hit, and in no other sum', async () => {
    await askTwice(['/v1/logged', prompt('logged')]);
    const findLine = (isWanted: (line: LogLine) => boolean) =>
      router.log.find((line) => line['operation'] === 'logged' && isWanted(line));
    const hit = await findLine((line) => 'cache' in line);
    const asked = await findLine((line) => Number(line['estimated_cost_usd']) > 0);
    expect(hit).toMatchObject({
      cache: { hit: true, age: expect.any(Number), saved_usd: asked['estimated_cost_usd'] },
      estimated_cost_usd: 0,
      charged_usd: 0,
      attempts: [],
    });
    const unused = ['usage', 'estimated_savings_usd', 'resolved_tier', 'bedrock_request_id'];
    expect(unused.filter((name) => name in hit)).toEqual([]);
    const metrics = await router.log.find(
      (line) => line['Operation'] === 'logged' && 'CacheHits' in line,
    );
    expect(metrics).toMatchObject({
      CacheHits: 1,
      CacheSavings: asked['estimated_cost_usd'],
      EstimatedCost: 0,
    });
    const others = ['Invocations', 'InvocationLatency', 'InputTokenCount', 'EstimatedSavings'];
    expect(others.filter((name) => name in metrics)).toEqual([]);
  });

  it.each([
    ['/v1/cached', {}, { 'x-amzn-bedrock-service-tier': 'priority' }],
    ['/v1/cached', { serviceTier: { type: 'priority' } }, {}],
    ['/v1/cached', {}, { 'x-router-strict-tier': 'true' }],
    ['/v1/cached', {}, { 'x-router-metadata': '{"page":"2"}' }],
    [`/model/${NOVA}:priority/converse`, {}, {}],
  ])('on %s is equal with %j and %j', async (path, members, headers) => {
    const text = JSON.stringify([path, members, headers]);
    const plainPath = path.replace(':priority', '');
    const other = [path, prompt(text, members), { ...A, ...headers }] as const;
    const { second } = await askTwice([plainPath, prompt(text)], other);
    expect([second.status, second.cache]).toEqual([200, 'hit']);
  });

  it.each([
    ['another body', '/v1/cached', `${prompt('other body')} `, A],
    ['another caller', '/v1/cached', prompt('another caller'), B],
    ['another operation', '/v1/gemma', prompt('another operation'), A],
    ['a stream', '/v1/cached/stream', prompt('a stream'), A],
    ['another action', '/model/cached/invoke', prompt('another action'), A],
    ['a header for the model', '/v1/cached', prompt('a header'), { ...A, 'anthropic-beta': 'x' }],
  ])('is not %s', async (_, path, body, headers) => {
    const { second } = await askTwice(['/v1/cached', body.trim()], [path, body, headers]);
    expect(second.cache).toBe('none');
  });

  it('of another caller gets the reply where the operation shares it', async () => {
    const { second } = await askTwice(
      ['/v1/shared', prompt('shared'), A],
      ['/v1/shared', prompt('shared'), B],
    );
    expect(second.cache).toBe('hit');
  });

  it('gets the reply of an invoke call with its counts', async () => {
    const body = '{"messages":[{"role":"user","content":[{"text":"invoked"}]}]}';
    const path = `/model/${NOVA}/invoke`;
    const { first, second } = await askTwice([path, body]);
    expect(second).toMatchObject({ cache: 'hit', text: first.text });
    const name = 'x-amzn-bedrock-output-token-count';
    expect(second.headers.get(name)).toBe(first.headers.get(name));
  });
});

describe('a request has no cached reply', () => {
  it.each([
    ['without the setting', '/v1/plain', prompt('plain'), A],
    ['after a stream', '/v1/cached/stream', prompt('streamed'), A],
    ['of more than 380 KB', '/v1/cached', prompt('long'), A],
    [
      'if it forbids to store it',
      '/v1/cached',
      prompt('unstored'),
      { ...A, 'cache-control': 'no-store' },
    ],
    ['if it wants a new one', '/v1/cached', prompt('new'), { ...A, 'cache-control': 'No-Cache' }],
    [
      'if it links to an object in S3',
      '/v1/cached',
      JSON.stringify({
        messages: [
          {
            role: 'user',
            content: [
              { text: 'a' },
              { image: { format: 'png', source: { s3Location: { uri: 's3://bucket/a.png' } } } },
            ],
          },
        ],
      }),
      A,
    ],
  ])('%s', async (_, path, body, headers) => {
    const { second } = await askTwice([path, body, headers]);
    expect([second.status, second.cache]).toEqual([200, 'none']);
  });

  it('of an error', async () => {
    router.bedrock.failures.add({ kind: 'invalid', times: 1 });
    const body = prompt('refused');
    expect((await ask(router, '/v1/cached', body, A)).status).toBe(400);
    expect(await ask(router, '/v1/cached', body, A)).toMatchObject({ status: 200, cache: 'none' });
  });

  it('of a fallback model', async () => {
    router.bedrock.failures.add({ kind: 'throttle', modelId: NOVA, times: 1 });
    const { first, second } = await askTwice(['/v1/cached', prompt('fallback'), B]);
    expect(first.headers.get('x-router-model-id')).toBe(GEMMA);
    expect(second.cache).toBe('none');
  });

  it('that is too old', async () => {
    const body = prompt('old');
    await ask(router, '/v1/cached', body, A);
    await ageReplies(3_601);
    expect((await ask(router, '/v1/cached', body, A)).cache).toBe('none');
    await ageReplies(12);
    const { headers } = await ask(router, '/v1/cached', body, A);
    expect(headers.get('x-router-cache')).toMatch(/^hit; age=1[2-9]$/);
  });
});

it('a new reply replaces the cached one', async () => {
  const body = prompt('replaced');
  await ask(router, '/v1/cached', body, A);
  await ageReplies(600);
  await ask(router, '/v1/cached', body, { ...A, 'cache-control': 'no-cache' });
  // It is stored beside its answer.
  await until(async () => {
    const { headers } = await ask(router, '/v1/cached', body, A);
    return /^hit; age=\d\d?$/.test(headers.get('x-router-cache') ?? '');
  });
  expect(router.arrivals).toHaveLength(2);
});

it('64 equal requests at once ask Bedrock once while its answer comes in time', async () => {
  router.bedrock.failures.add({ kind: 'slow', milliseconds: 300, times: 64 });
  const asked = Array.from({ length: 64 }, () => ask(router, '/v1/shared', prompt('at once'), A));
  const answers = await Promise.all(asked);
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
  const hits = answers.filter(({ cache }) => cache === 'hit');
  expect(router.arrivals).toHaveLength(64 - hits.length);
  // On a busy machine a call of the table may exceed its second; requests then ask Bedrock themselves.
  const hasFailed = router.log.lines.some((line) => 'CacheErrors' in line);
  expect(hasFailed || router.arrivals.length === 1).toBe(true);
});

/** Rewrites the times of the replies, as if they had been stored earlier. */
async function ageReplies(seconds: number): Promise<void> {
  const client = new DynamoDBClient(composeLocalClient(router.aws.url));
  const scan = () => client.send(new ScanCommand({ TableName: REPLY_TABLE }));
  // A reply is stored beside its answer.
  await until(async () => (await scan()).Items?.every(({ kind }) => kind?.S !== 'leased') ?? false);
  const { Items = [] } = await scan();
  for (const Item of Items.filter(({ kind }) => kind?.S === 'reply')) {
    const storedAt = { N: String(Number(Item['storedAt']?.N) - seconds * 1000) };
    await client.send(new PutItemCommand({ TableName: REPLY_TABLE, Item: { ...Item, storedAt } }));
  }
  client.destroy();
}
