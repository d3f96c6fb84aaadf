import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { BedrockReply } from '../../../lambda/app/outcome';
import type { RequestRecord, Router } from '../../../lambda/app/ports';
import type { BedrockRequest } from '../../../lambda/core/bedrock-request';
import type { Headers } from '../../../lambda/core/forwarded-headers';
import { BUILT_IN_PRICES } from '../../../lambda/core/pricing/built-in-prices';
import { Cooldowns } from '../../../lambda/core/recovery/cooldowns';
import { RefusedTiers } from '../../../lambda/core/refused-tiers';
import { readReplyFacts } from '../../../lambda/core/reply-facts';
import { RouterError } from '../../../lambda/core/router-error';
import { createHookHandler } from '../../../lambda/hook/create-hook-handler';

const MAPPING = new Map([
  [
    'extraction',
    { route: [{ baseModelId: 'us.amazon.nova-2-lite-v1:0', tier: 'flex' }], version: '3' },
  ],
] as const);
const EVENT = { modelId: 'LambdaHook', messages: [], context: 'Extraction' };
const FIRST_BYTE_MILLIS = { priority: 60_000, default: 60_000, flex: 60_000, reserved: 60_000 };
const REPLY = '{"output":{},"stopReason":"end_turn","serviceTier":{"type":"flex"}}';

function lambdaContext(remainingMillis: number): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'GENAIIDP-router',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:GENAIIDP-router',
    memoryLimitInMB: '256',
    awsRequestId: 'request-1',
    logGroupName: '/aws/lambda/GENAIIDP-router',
    logStreamName: 'stream',
    getRemainingTimeInMillis: () => remainingMillis,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

function explode(): never {
  throw new TypeError('IBAN DE02 1203 is no function');
}

function reply(status: number, text: string, headers: Headers = {}): BedrockReply {
  const body = (async function* () {
    yield Buffer.from(text);
  })();
  return { status, headers, body, facts: () => readReplyFacts(headers, text) };
}

/** A router in memory whose Bedrock answers by the given function, and what went through it. */
function createRouter(answer: (signal: AbortSignal) => Promise<BedrockReply>) {
  const arrived: BedrockRequest[] = [];
  const recorded: RequestRecord[] = [];
  let settlings = 0;
  const router: Router = {
    stampsMetadata: true,
    bounds: { models: 'any', tiers: ['default', 'flex'] },
    mapping: {
      current: async () => MAPPING,
      settled: async () => {
        settlings += 1;
      },
    },
    bedrock: {
      invoke: (request, signal) => {
        arrived.push(request);
        return answer(signal);
      },
    },
    telemetry: {
      recordTarget: () => {},
      recordRequest: (record) => recorded.push(record),
      recordMappingProblem: () => {},
    },
    prices: {
      ready: async () => {},
      current: () => BUILT_IN_PRICES,
      settled: async () => {},
    },
    callers: undefined,
    bookkeeping: undefined,
    refusedTiers: new RefusedTiers(),
    cooldowns: new Cooldowns(),
    patience: { firstByteMillis: FIRST_BYTE_MILLIS, pause: async () => {} },
    clock: () => 0,
  };
  return { router, arrived, recorded, countSettlings: () => settlings };
}

describe('a call of the hook', () => {
  it('goes where its operation is mapped and answers with the whole response', async () => {
    const { router, arrived, recorded, countSettlings } = createRouter(async () =>
      reply(200, REPLY),
    );
    const answer = await createHookHandler(router, 60_000)(EVENT, lambdaContext(60_000));
    expect(answer).toEqual(JSON.parse(REPLY));
    expect(arrived).toEqual([
      {
        action: 'converse',
        baseModelId: 'us.amazon.nova-2-lite-v1:0',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(
          '{"serviceTier":{"type":"flex"},"requestMetadata":{"router-operation":"extraction","router-requested-tier":"flex","router-mapping-version":"3","router-request-id":"request-1"},"messages":[]}',
        ),
      },
    ]);
    expect(recorded).toMatchObject([{ requestId: 'request-1', outcome: { kind: 'replied' } }]);
    expect(countSettlings()).toBe(1);
  });

  it('fails once it is recorded where Bedrock refuses', async () => {
    const { router, recorded, countSettlings } = createRouter(async () =>
      reply(429, '{"message":"slow down"}', { 'x-amzn-errortype': 'ThrottlingException' }),
    );
    const call = createHookHandler(router, 60_000)(EVENT, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'slow down (HTTP 429)',
    });
    expect(recorded).toMatchObject([{ outcome: { kind: 'replied', reply: { status: 429 } } }]);
    expect(countSettlings()).toBe(1);
  });

  it('fails where its event is none, and never asks Bedrock', async () => {
    const { router, arrived, recorded, countSettlings } = createRouter(async () =>
      reply(200, REPLY),
    );
    const call = createHookHandler(router, 60_000)([], lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({ name: 'ValidationException' });
    expect(arrived).toEqual([]);
    expect(recorded).toMatchObject([
      { requestId: 'request-1', outcome: { kind: 'refused', error: { code: 'invalid-body' } } },
    ]);
    expect(countSettlings()).toBe(1);
  });

  it('fails, recorded, where its event is nested deeper than the stack', async () => {
    const { router, arrived, recorded } = createRouter(async () => reply(200, REPLY));
    const messages = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
    const event = { ...EVENT, messages };
    const call = createHookHandler(router, 60_000)(event, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'the event is nested too deeply; send a LambdaHook event',
    });
    expect(arrived).toEqual([]);
    expect(recorded).toMatchObject([{ outcome: { kind: 'refused' } }]);
  });

  it.each([
    [
      'before its call',
      (router: Router) => ({ ...router, mapping: { ...router.mapping, current: explode } }),
    ],
    ['after it', (router: Router) => router],
  ])('fails, recorded, without a word of a bug %s', async (_, sabotage) => {
    const { router, recorded } = createRouter(async () => ({
      ...reply(200, REPLY),
      body: { [Symbol.asyncIterator]: explode },
    }));
    const call = createHookHandler(sabotage(router), 60_000)(EVENT, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({
      name: 'InternalServerException',
      message: 'internal error',
    });
    expect(recorded).toMatchObject([{ outcome: { kind: 'broken' } }]);
  });

  it.each([
    ['the function', 501, 60_000],
    ['a request', 60_000, 1],
  ])('ends with the time of %s', async (_, remainingMillis, requestTimeoutMillis) => {
    const { router, recorded } = createRouter(
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    );
    const handler = createHookHandler(router, requestTimeoutMillis);
    await expect(handler(EVENT, lambdaContext(remainingMillis))).rejects.toMatchObject({
      name: 'ModelTimeoutException',
      message: 'the request did not end within its 0.001 s',
    });
    expect(recorded).toMatchObject([
      { outcome: { kind: 'refused', error: { code: 'timed-out' } } },
    ]);
  });

  it('fails without a word of a bug', async () => {
    const { router, recorded } = createRouter(async () => {
      throw new TypeError('IBAN DE02 1203 is no function');
    });
    const call = createHookHandler(router, 60_000)(EVENT, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({
      name: 'InternalServerException',
      message: 'internal error',
    });
    expect(recorded).toMatchObject([{ outcome: { kind: 'broken' } }]);
  });

  it.each(['<html>IBAN DE02 1203</html>', '{"output":', '[]', 'null', ''])(
    'fails, recorded, without a word of a response that is none: %j',
    async (text) => {
      const { router, recorded } = createRouter(async () => reply(200, text));
      const call = createHookHandler(router, 60_000)(EVENT, lambdaContext(60_000));
      await expect(call).rejects.toMatchObject({
        name: 'InternalServerException',
        message: 'Amazon Bedrock answered with something else than a Converse response',
      });
      expect(recorded).toHaveLength(1);
    },
  );

  it('fails by the name of the exception where the reply breaks off', async () => {
    const { router, recorded } = createRouter(async () => ({
      ...reply(200, REPLY),
      body: (async function* () {
        yield Buffer.from('{"output"');
        throw new RouterError('stream-broken', 'it broke off');
      })(),
    }));
    const call = createHookHandler(router, 60_000)(EVENT, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({
      name: 'ModelStreamErrorException',
      message: 'it broke off',
    });
    expect(recorded).toMatchObject([{ interruption: { code: 'stream-broken' } }]);
  });
});
