import { describe, expect, it } from 'vitest';
import type { Router } from '../../../../lambda/app/ports';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import { createHookHandler } from '../../../../lambda/functions/hook/create-handler';
import { composeReply } from '../../../fakes/compose-reply';
import { createRouter, EVENT, explode, lambdaContext, REPLY } from './hook-router';

describe('a call of the hook', () => {
  it('goes where its operation is mapped and answers with the whole response', async () => {
    const { router, arrived, recorded, countSettlings } = createRouter(async () =>
      composeReply(200, REPLY),
    );
    const answer = await createHookHandler(router, 60_000)(EVENT, lambdaContext(60_000));
    expect(answer).toEqual(JSON.parse(REPLY));
    expect(arrived).toEqual([
      {
        action: 'converse',
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

  it('fails once it is recorded if Bedrock refuses', async () => {
    const { router, recorded, countSettlings } = createRouter(async () =>
      composeReply(429, '{"message":"slow down"}', { 'x-amzn-errortype': 'ThrottlingException' }),
    );
    const call = createHookHandler(router, 60_000)(EVENT, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({
      name: 'ThrottlingException',
      message: 'slow down (HTTP 429)',
    });
    expect(recorded).toMatchObject([{ served: { status: 429 } }]);
    expect(countSettlings()).toBe(1);
  });

  it('fails if its event is none of the hook’s, and never calls Bedrock', async () => {
    const { router, arrived, recorded, countSettlings } = createRouter(async () =>
      composeReply(200, REPLY),
    );
    const call = createHookHandler(router, 60_000)([], lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({ name: 'ValidationException' });
    expect(arrived).toEqual([]);
    expect(recorded).toMatchObject([{ requestId: 'request-1', failure: { code: 'invalid-body' } }]);
    expect(countSettlings()).toBe(1);
  });

  it('fails, recorded, if its event is nested deeper than the stack', async () => {
    const { router, arrived, recorded } = createRouter(async () => composeReply(200, REPLY));
    const messages = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
    const event = { ...EVENT, messages };
    const call = createHookHandler(router, 60_000)(event, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'the event is nested too deeply; send a LambdaHook event',
    });
    expect(arrived).toEqual([]);
    expect(recorded).toMatchObject([{ failure: { code: 'invalid-body' } }]);
  });

  it.each([
    [
      'before its call',
      (router: Router) => ({ ...router, snapshots: { ...router.snapshots, current: explode } }),
    ],
    ['after it', (router: Router) => router],
  ])('fails, recorded, without the message of a bug %s', async (_, sabotage) => {
    const { router, recorded } = createRouter(async () => ({
      ...composeReply(200, REPLY),
      body: { [Symbol.asyncIterator]: explode },
    }));
    const call = createHookHandler(sabotage(router), 60_000)(EVENT, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({
      name: 'InternalServerException',
      message: 'internal error',
    });
    expect(recorded).toMatchObject([{ failure: { code: 'unknown' } }]);
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
    expect(recorded).toMatchObject([{ failure: { code: 'timed-out' } }]);
  });

  it('fails without the message of a bug', async () => {
    const { router, recorded } = createRouter(async () => {
      throw new TypeError('IBAN DE02 1203 is no function');
    });
    const call = createHookHandler(router, 60_000)(EVENT, lambdaContext(60_000));
    await expect(call).rejects.toMatchObject({
      name: 'InternalServerException',
      message: 'internal error',
    });
    expect(recorded).toMatchObject([{ failure: { code: 'unknown' } }]);
  });

  it.each(['<html>IBAN DE02 1203</html>', '{"output":', '[]', 'null', ''])(
    'fails, recorded, without quoting a response that is not Converse’s: %j',
    async (text) => {
      const { router, recorded } = createRouter(async () => composeReply(200, text));
      const call = createHookHandler(router, 60_000)(EVENT, lambdaContext(60_000));
      await expect(call).rejects.toMatchObject({
        name: 'InternalServerException',
        message: 'the answer of Amazon Bedrock is not a Converse response',
      });
      expect(recorded).toHaveLength(1);
    },
  );

  it('fails by the name of the exception if the reply breaks off', async () => {
    const { router, recorded } = createRouter(async () => ({
      ...composeReply(200, REPLY),
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
    expect(recorded).toMatchObject([{ failure: { code: 'stream-broken' } }]);
  });
});
