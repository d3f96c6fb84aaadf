import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { Reply } from '../../../../lambda/core/receipts/outcome';
import { createHookHandler } from '../../../../lambda/functions/hook/create-handler';
import { composeReply, composeStream } from '../../../fakes/compose-reply';
import { createRouter, EVENT, explode, lambdaContext, REPLY } from './hook-router';

const replyWith = (text: string) => async () => composeReply(200, text);

const CONFIG = { parameterPrefix: '/router', requestTimeoutMillis: 60_000 };

describe('a call of the hook', () => {
  it('goes where its operation is mapped and answers with the whole response', async () => {
    const { router, arrived, recorded, countSettlings } = createRouter(replyWith(REPLY));
    const answer = await createHookHandler(router, CONFIG)(EVENT, lambdaContext(60_000));
    expect(answer).toEqual(JSON.parse(REPLY));
    expect(arrived).toEqual([
      {
        action: 'converse',
        adapted: { leftOut: [], inlinedMedia: 0 },
        baseModelId: 'us.amazon.nova-2-lite-v1:0',
        path: '/model/us.amazon.nova-2-lite-v1%3A0/converse',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(
          '{"serviceTier":{"type":"flex"},"requestMetadata":{"router-operation":"extraction","router-requested-tier":"flex","router-mapping-version":"3","router-request-id":"request-1"},"messages":[]}',
        ),
      },
    ]);
    expect(recorded).toMatchObject([{ requestId: 'request-1', status: 200 }]);
    expect(countSettlings()).toBe(1);
  });

  it.each<[string, unknown, string]>([
    ['is none of the hook’s', [], 'the event is not an object; send a LambdaHook event'],
    [
      'is nested deeper than the stack',
      { ...EVENT, messages: JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) },
      'the event is nested too deeply; send a LambdaHook event',
    ],
  ])('fails, recorded, without a call of Bedrock if its event %s', async (_, event, message) => {
    const { router, arrived, recorded, countSettlings } = createRouter(replyWith(REPLY));
    const call = createHookHandler(router, CONFIG)(event, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({ name: 'ValidationException', message });
    expect(arrived).toEqual([]);
    expect(recorded).toMatchObject([{ requestId: 'request-1', failure: { code: 'invalid-body' } }]);
    expect(countSettlings()).toBe(1);
  });

  const NO_CONVERSE = 'the answer of Amazon Bedrock is not a Converse response';

  it.each<[string, () => Promise<Reply>, string, string, object]>([
    [
      'if Bedrock refuses',
      async () =>
        composeReply(429, '{"message":"slow down"}', { 'x-amzn-errortype': 'ThrottlingException' }),
      'ThrottlingException',
      'slow down (HTTP 429)',
      { served: { status: 429 } },
    ],
    [
      'if the reply breaks off',
      async () => composeStream(['{"output"', new RouterError('stream-broken', 'it broke off')]),
      'ModelStreamErrorException',
      'it broke off',
      { failure: { code: 'stream-broken' } },
    ],
    [
      'without the message of a bug in its call',
      async () => explode(),
      'InternalServerException',
      'internal error',
      { failure: { code: 'unknown' } },
    ],
    [
      'without the message of a bug after it',
      async () => ({ ...composeReply(200, REPLY), body: { [Symbol.asyncIterator]: explode } }),
      'InternalServerException',
      'internal error',
      { failure: { code: 'unknown' } },
    ],
    ...['<html>IBAN DE02 1203</html>', '[]', ''].map(
      (text): [string, () => Promise<Reply>, string, string, object] => [
        `without quoting a response that is not Converse’s: ${JSON.stringify(text)}`,
        replyWith(text),
        'InternalServerException',
        NO_CONVERSE,
        {},
      ],
    ),
  ])('fails, recorded, %s', async (_, answer, name, message, receipt) => {
    const { router, recorded, countSettlings } = createRouter(answer);
    const call = createHookHandler(router, CONFIG)(EVENT, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({ name, message });
    expect(recorded).toMatchObject([receipt]);
    expect(countSettlings()).toBe(1);
  });

  it('fails, recorded, without the message of a bug before its call', async () => {
    const { router, recorded } = createRouter(replyWith(REPLY));
    const snapshots = { ...router.snapshots, current: explode };
    const call = createHookHandler({ ...router, snapshots }, CONFIG)(EVENT, lambdaContext(60_000));
    const bug = { name: 'InternalServerException', message: 'internal error' };
    await expect(call).rejects.toMatchObject(bug);
    expect(recorded).toMatchObject([{ failure: { code: 'unknown' } }]);
  });

  it('answers before Lambda stops the function while a reading hangs', async () => {
    const { router } = createRouter(replyWith(REPLY));
    const snapshots = { ...router.snapshots, settled: () => new Promise<never>(() => {}) };
    const call = createHookHandler({ ...router, snapshots }, CONFIG)(EVENT, lambdaContext(600));
    expect(await call).toEqual(JSON.parse(REPLY));
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
    const handler = createHookHandler(router, { ...CONFIG, requestTimeoutMillis });
    await expect(handler(EVENT, lambdaContext(remainingMillis))).rejects.toMatchObject({
      name: 'ModelTimeoutException',
      message: 'the request did not end within its 0.001 s',
    });
    expect(recorded).toMatchObject([{ failure: { code: 'timed-out' } }]);
  });
});
