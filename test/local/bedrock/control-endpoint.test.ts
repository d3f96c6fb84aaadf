import { ConverseCommand, ThrottlingException } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { ControlEndpoint } from '../../../local/bedrock/control-endpoint';
import { FailurePlan } from '../../../local/bedrock/failures/failure-plan';
import { Journal } from '../../../local/bedrock/journal';
import { SimulatedModel } from '../../../local/bedrock/replies/simulated-model';
import { ask, askJson, readJson } from './ask';
import { MESSAGES, NOVA, REPLY, startEmulator } from './start-emulator';

const CONVERSE = new ConverseCommand({ modelId: NOVA, messages: MESSAGES });

describe('/_local/bedrock/failures', () => {
  it('adds, lists and clears rules', async () => {
    const { client, url } = await startEmulator();
    const path = `${url}/_local/bedrock/failures`;
    const rule = { kind: 'throttle', times: 2, tier: 'default' };
    const added = await askJson(path, rule);
    expect(added.status).toBe(200);
    expect(readJson(added)).toEqual({ failures: [rule], quotas: {} });
    await expect(client.send(CONVERSE)).rejects.toBeInstanceOf(ThrottlingException);
    expect(readJson(await ask(path, { method: 'GET' }))).toEqual({
      failures: [{ kind: 'throttle', times: 1, tier: 'default' }],
      quotas: {},
    });
    expect(readJson(await ask(path, { method: 'DELETE' }))).toEqual({});
    await expect(client.send(CONVERSE)).resolves.toBeDefined();
  });

  it('sets a quota', async () => {
    const { client, url } = await startEmulator();
    const quota = { kind: 'quota', modelId: NOVA, requestsPerMinute: 1 };
    expect(readJson(await askJson(`${url}/_local/bedrock/failures`, quota))).toEqual({
      failures: [],
      quotas: { [NOVA]: { requestsPerMinute: 1 } },
    });
    await expect(client.send(CONVERSE)).resolves.toBeDefined();
    await expect(client.send(CONVERSE)).rejects.toThrow(
      'Too many requests, please wait before trying again.',
    );
  });

  it.each([
    [
      { kind: 'explode' },
      '"kind" must be one of throttle, unavailable, internal, timeout, not-ready, model-error, access-denied, slow, hang, cut, stream-error, downgrade, quota; received "explode"',
    ],
    [
      { kind: 'throttle', count: 2 },
      'unknown member "count"; allowed are kind, modelId, tier, operation, times, rate, message',
    ],
    [{ kind: 'throttle', times: 0 }, '"times" must be a whole number above 0; received 0'],
    [{ kind: 'throttle', rate: 2 }, '"rate" must be a number from 0 to 1; received 2'],
    [{ kind: 'throttle', rate: 0.5, times: 1 }, 'a rule has "times" or "rate", not both'],
    [{ kind: 'throttle', modelId: 7 }, '"modelId" must be a string; received 7'],
    [
      { kind: 'throttle', tier: 'standard' },
      '"tier" must be one of priority, default, flex, reserved; received "standard"',
    ],
    [{ kind: 'slow' }, 'kind "slow" needs the member "milliseconds"'],
    [
      { kind: 'slow', milliseconds: -1 },
      '"milliseconds" must be a number of milliseconds; received -1',
    ],
    [
      { kind: 'cut', at: 'noon' },
      '"at" must be one of before-reply, mid-reply, between-frames; received "noon"',
    ],
    [{ kind: 'cut', at: 'mid-reply', cleanly: 1 }, '"cleanly" must be true or false; received 1'],
    [{ kind: 'stream-error', opening: 'yes' }, '"opening" must be true or false; received "yes"'],
    [
      { kind: 'quota', modelId: NOVA },
      'a quota has "modelId" and "requestsPerMinute", a whole number from 0',
    ],
    [['throttle'], 'the body must be a JSON object'],
  ])('refuses %j', async (body, message) => {
    const { url, emulator } = await startEmulator();
    const answer = await askJson(`${url}/_local/bedrock/failures`, body);
    expect(answer.status).toBe(400);
    expect(readJson(answer)).toEqual({ message });
    expect(emulator.failures.rules).toEqual([]);
  });

  it('refuses what is not JSON', async () => {
    const { url } = await startEmulator();
    const answer = await ask(`${url}/_local/bedrock/failures`, { body: '{' });
    expect(answer.status).toBe(400);
    expect(readJson(answer)).toEqual({ message: 'the body must be a JSON object' });
  });
});

describe('/_local/bedrock/replies', () => {
  it('makes the next stream a long one', async () => {
    const { url } = await startEmulator();
    const answer = await askJson(`${url}/_local/bedrock/replies`, { bytes: 100_000 });
    expect(readJson(answer)).toEqual({});
    const body = { messages: MESSAGES };
    const long = await askJson(`${url}/model/${NOVA}/converse-stream`, body);
    const next = await askJson(`${url}/model/${NOVA}/converse-stream`, body);
    expect(long.body.length).toBeGreaterThan(100_000);
    expect(next.body.length).toBeLessThan(3_000);
  });

  it('forgets long replies', async () => {
    const { url } = await startEmulator();
    await askJson(`${url}/_local/bedrock/replies`, { bytes: 100_000 });
    await ask(`${url}/_local/bedrock/replies`, { method: 'DELETE' });
    const reply = await askJson(`${url}/model/${NOVA}/converse-stream`, { messages: MESSAGES });
    expect(reply.body.length).toBeLessThan(3_000);
  });

  it.each([
    [{}, 'undefined'],
    [{ bytes: 0 }, '0'],
    [{ bytes: '9' }, '"9"'],
  ])('refuses %j', async (body, received) => {
    const { url } = await startEmulator();
    const answer = await askJson(`${url}/_local/bedrock/replies`, body);
    expect(answer.status).toBe(400);
    expect(readJson(answer)).toEqual({
      message: `"bytes" must be a whole number above 0; received ${received}`,
    });
  });
});

describe('/_local/bedrock/journal', () => {
  it('shows what arrived, bytes in base64, and forgets it', async () => {
    const { url } = await startEmulator({ now: () => 0 });
    const body = '{"messages":[{"role":"user","content":[{"text":"é"}]}]}';
    await ask(`${url}/model/us.amazon.nova-2-lite-v1%3A0/converse`, { body });
    const journal = await ask(`${url}/_local/bedrock/journal`, { method: 'GET' });
    expect(readJson(journal)).toEqual({
      entries: [
        {
          sequence: 1,
          time: '1970-01-01T00:00:00.000Z',
          method: 'POST',
          path: '/model/us.amazon.nova-2-lite-v1%3A0/converse',
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
        },
      ],
    });
    await ask(`${url}/_local/bedrock/journal`, { method: 'DELETE' });
    const cleared = await ask(`${url}/_local/bedrock/journal`, { method: 'GET' });
    expect(readJson(cleared)).toEqual({ entries: [] });
  });
});

it.each([
  ['GET', 'nothing', 404, undefined],
  ['GET', 'constructor', 404, undefined],
  ['PUT', 'failures', 405, 'GET, POST, DELETE'],
  ['POST', 'journal', 405, 'GET, DELETE'],
  ['GET', 'replies', 405, 'POST, DELETE'],
])('answers %s /_local/bedrock/%s with %i', async (method, name, status, allow) => {
  const { url } = await startEmulator();
  const answer = await ask(`${url}/_local/bedrock/${name}`, { method });
  expect(answer.status).toBe(status);
  expect(answer.headers['allow']).toBe(allow);
});

it('passes on what is no mistake of the caller', () => {
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
  expect(() => endpoint.answer(arrival)).toThrow(RangeError);
});
