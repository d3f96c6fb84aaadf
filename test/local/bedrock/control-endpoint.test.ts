import { ConverseCommand, ThrottlingException } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { ControlEndpoint } from '../../../local/bedrock/control-endpoint';
import { FailurePlan } from '../../../local/bedrock/failures/failure-plan';
import { Journal } from '../../../local/bedrock/journal';
import { SimulatedModel } from '../../../local/bedrock/replies/simulated-model';
import { rows } from '../rows';
import { ask, askJson, readJson } from './ask';
import { MESSAGES, NOVA, REPLY, SharedEmulator } from './share-emulator';

const bedrock = new SharedEmulator();
const converse = () =>
  bedrock.client.send(new ConverseCommand({ modelId: NOVA, messages: MESSAGES }));

/** Status and body of a request to the control endpoint. */
async function control(method: string, name: string, body: unknown = '') {
  const url = `${bedrock.url}/_local/bedrock/${name}`;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await ask(url, { method, body: text });
  return [answer.status, readJson(answer)];
}

describe('/_local/bedrock/failures', () => {
  it('adds, lists and clears rules', async () => {
    const rule = { kind: 'throttle', times: 2, tier: 'default' };
    const list = (times: number) => [200, { failures: [{ ...rule, times }], quotas: {} }];
    expect(await control('POST', 'failures', rule)).toEqual(list(2));
    await expect(converse()).rejects.toBeInstanceOf(ThrottlingException);
    expect(await control('GET', 'failures')).toEqual(list(1));
    expect(await control('DELETE', 'failures')).toEqual([200, {}]);
    await expect(converse()).resolves.toBeDefined();
  });

  it('sets a quota', async () => {
    const quota = { kind: 'quota', modelId: NOVA, requestsPerMinute: 1 };
    expect(await control('POST', 'failures', quota)).toEqual([
      200,
      { failures: [], quotas: { [NOVA]: { requestsPerMinute: 1 } } },
    ]);
    await expect(converse()).resolves.toBeDefined();
    await expect(converse()).rejects.toThrow('Too many requests, please wait before trying again.');
  });

  it.each(
    rows(`
      {"kind":"explode"} → "kind" must be one of throttle, unavailable, internal, timeout, not-ready, model-error, access-denied, retired, legacy, invalid, bad-gateway, gateway-timeout, stale, slow, hang, cut, stream-error, typed-headers, no-counts, stream-form, downgrade, quota; received "explode"
      {"kind":"throttle","count":2} → unknown member "count"; allowed are kind, times, rate, modelId, tier, operation, minBytes, message
      {"kind":"throttle","times":0} → "times" must be a whole number above 0; received 0
      {"kind":"throttle","rate":2} → "rate" must be a number from 0 to 1; received 2
      {"kind":"throttle","rate":0.5,"times":1} → a rule has "times" or "rate", not both
      {"kind":"throttle","modelId":7} → "modelId" must be a string; received 7
      {"kind":"throttle","tier":"standard"} → "tier" must be one of priority, default, flex, reserved, ultrafast; received "standard"
      {"kind":"stale","tier":"flex"} → unknown member "tier"; allowed are kind, times, rate
      {"kind":"throttle","minBytes":0} → "minBytes" must be a whole number above 0; received 0
      {"kind":"slow"} → kind "slow" needs the member "milliseconds"
      {"kind":"slow","milliseconds":-1} → "milliseconds" must be a number of milliseconds; received -1
      {"kind":"cut","at":"noon"} → "at" must be one of before-reply, mid-reply, between-frames; received "noon"
      {"kind":"cut","at":"mid-reply","cleanly":1} → "cleanly" must be true or false; received 1
      {"kind":"stream-error","opening":"yes"} → "opening" must be true or false; received "yes"
      {"kind":"quota","modelId":"a.b"} → a quota needs "modelId" and "requestsPerMinute" or "tokensPerMinute", a whole number of at least 0
      ["throttle"] → the body must be a JSON object
      { → the body must be a JSON object
    `),
  )('refuses %s', async (body, message) => {
    expect(await control('POST', 'failures', body)).toEqual([400, { message }]);
    expect(bedrock.emulator.failures.rules).toEqual([]);
  });
});

describe('/_local/bedrock/replies', () => {
  const stream = () =>
    askJson(`${bedrock.url}/model/${NOVA}/converse-stream`, { messages: MESSAGES });

  it('lengthens the next stream', async () => {
    expect(await control('POST', 'replies', { bytes: 100_000 })).toEqual([200, {}]);
    expect((await stream()).body.length).toBeGreaterThan(100_000);
    expect((await stream()).body.length).toBeLessThan(3_000);
  });

  it('cancels long streams', async () => {
    await control('POST', 'replies', { bytes: 100_000 });
    await control('DELETE', 'replies');
    expect((await stream()).body.length).toBeLessThan(3_000);
  });

  it.each([
    [{}, 'undefined'],
    [{ bytes: 0 }, '0'],
    [{ bytes: '9' }, '"9"'],
  ])('refuses %j', async (body, received) => {
    const message = `"bytes" must be a whole number above 0; received ${received}`;
    expect(await control('POST', 'replies', body)).toEqual([400, { message }]);
  });
});

it('/_local/bedrock/journal lists the requests with bytes in base64, and clears them', async () => {
  bedrock.restart({ now: () => 0 });
  const body = '{"messages":[{"role":"user","content":[{"text":"é"}]}]}';
  const path = '/model/us.amazon.nova-2-lite-v1%3A0/converse';
  await ask(bedrock.url + path, { body });
  const entry = {
    sequence: 1,
    time: '1970-01-01T00:00:00.000Z',
    method: 'POST',
    path,
    modelId: NOVA,
    operation: 'Converse',
    requestId: expect.any(String),
    rawHeaders: expect.arrayContaining(['Host']),
    headers: expect.objectContaining({ 'content-length': '56' }),
    body: Buffer.from(body).toString('base64'),
    replyBody: expect.any(String),
    status: 200,
    resolvedTier: 'default',
    usage: { inputTokens: 1, outputTokens: 24, totalTokens: 25 },
    aborted: false,
  };
  expect(await control('GET', 'journal')).toEqual([200, { entries: [entry] }]);
  await control('DELETE', 'journal');
  expect(await control('GET', 'journal')).toEqual([200, { entries: [] }]);
});

it.each([
  ['GET', 'nothing', 404, undefined],
  ['GET', 'constructor', 404, undefined],
  ['PUT', 'failures', 405, 'GET, POST, DELETE'],
  ['POST', 'journal', 405, 'GET, DELETE'],
  ['GET', 'replies', 405, 'POST, DELETE'],
])('responds to %s /_local/bedrock/%s with %i', async (method, name, status, allow) => {
  const answer = await ask(`${bedrock.url}/_local/bedrock/${name}`, { method });
  expect(answer.status).toBe(status);
  expect(answer.headers['allow']).toBe(allow);
});

it('throws an unexpected error', () => {
  const now = () => 0;
  const random = () => 0.5;
  class BrokenPlan extends FailurePlan {
    override clear(): void {
      throw new RangeError('broken');
    }
  }
  const endpoint = new ControlEndpoint({
    journal: new Journal(now),
    failures: new BrokenPlan(now, random),
    model: new SimulatedModel({ latencyScale: 0, random, now, composeReply: () => REPLY }),
  });
  const path = '/_local/bedrock/failures';
  const arrival = { method: 'DELETE', path, rawHeaders: [], headers: {}, body: Buffer.alloc(0) };
  expect(() => endpoint.respond(arrival)).toThrow(RangeError);
});
