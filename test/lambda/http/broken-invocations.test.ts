import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { createHandler } from '../../../lambda/http/create-handler';
import type { RouterResponse } from '../../../lambda/http/router-response';
import { serveRequest } from '../../../lambda/http/serve-request';
import { composePolicy } from '../../fakes/compose-policy';
import { composeStream } from '../../fakes/compose-reply';
import { composeDeadline, type FakeRouter, fakeRouter, knowCaller } from '../../fakes/fake-router';
import { readEventFile } from './events/read-event-file';
import { CONTEXT } from './invoke-handler';
import { createResponseStream, readWritten, useLambdaRuntime } from './lambda-runtime';

useLambdaRuntime();

const REQUEST_ID = 'f7a21c9e-8d40-4c3b-9b16-5e0d7c2a1f38';

describe('a bug before the answer', () => {
  it('is a bare 500 and a record, under the gateway’s request ID', async () => {
    const bug = new TypeError('mapping exploded');
    const snapshots = { current: () => Promise.reject(bug), settled: async () => {} };
    const router = fakeRouter({ snapshots });
    const event = { ...readEventFile('console-test'), path: '/v1/operations' };
    const stream = createResponseStream();
    const handling = createHandler(router, 30_000)(event, stream, CONTEXT);
    const [{ statusCode, headers, body }] = await Promise.all([readWritten(stream), handling]);
    expect(statusCode).toBe(500);
    expect(headers['x-amzn-errortype']).toBe('InternalServerException');
    expect(headers['x-router-error']).toBeUndefined();
    expect(body).toBe(`{"message":"internal error; request ID ${REQUEST_ID}"}`);
    expect(router.telemetry.receipts).toMatchObject([{ failure: { code: 'unknown', cause: bug } }]);
  });
});

describe('on a path of OpenAI’s APIs', () => {
  const answer = async (event: object, router: FakeRouter) => {
    const stream = createResponseStream();
    const handling = createHandler(router, 30_000)(event, stream, CONTEXT);
    const [written] = await Promise.all([readWritten(stream), handling]);
    return written;
  };
  const EVENT = { ...readEventFile('console-test'), path: '/openai/v1/models' };

  it('a bug is an error in their shape', async () => {
    const bug = new TypeError('mapping exploded');
    const snapshots = { current: () => Promise.reject(bug), settled: async () => {} };
    const { statusCode, headers, body } = await answer(EVENT, fakeRouter({ snapshots }));
    expect([statusCode, headers['x-request-id']]).toEqual([500, REQUEST_ID]);
    expect(JSON.parse(body)).toEqual({
      error: {
        message: `internal error; request ID ${REQUEST_ID}`,
        type: 'server_error',
        param: null,
        code: null,
      },
    });
  });

  it('an event that cannot be read is one, too', async () => {
    const event = { ...EVENT, headers: { accept: 7 }, multiValueHeaders: null };
    const { statusCode, headers, body } = await answer(event, fakeRouter());
    expect(statusCode).toBe(400);
    expect(headers).toMatchObject({
      'x-router-error': 'invalid-header',
      'x-request-id': REQUEST_ID,
      'x-should-retry': 'false',
    });
    expect(JSON.parse(body).error).toMatchObject({ code: 'invalid-header' });
  });
});

describe('an answer that cannot be ended', () => {
  const STREAM = { ...readEventFile('post-operation'), path: '/v1/extraction/stream' };

  it('fails the invocation and keeps what was written without its end', async () => {
    const router = fakeRouter();
    const broken = new RouterError('stream-broken', 'Amazon Bedrock ended the stream');
    router.bedrock.answerNext(() => composeStream(['one', broken]));
    const stream = createResponseStream();
    await expect(createHandler(router, 30_000)(STREAM, stream, CONTEXT)).rejects.toBe(broken);
    expect(stream.writableEnded).toBe(false);
    expect(stream.read().toString()).toMatch(/\0{8}one$/);
    expect(router.telemetry.receipts).toMatchObject([{ failure: { code: 'stream-broken' } }]);
  });

  it('because of a bug gets no second answer behind the first', async () => {
    const router = fakeRouter();
    const bug = new TypeError('tap exploded');
    router.bedrock.answerNext(() => composeStream(['one', bug]));
    const stream = createResponseStream();
    await expect(createHandler(router, 30_000)(STREAM, stream, CONTEXT)).rejects.toThrow(
      'the answer broke off because of a bug',
    );
    expect(stream.writableEnded).toBe(false);
    expect(stream.read().toString()).toMatch(/\0{8}one$/);
    expect(router.telemetry.receipts).toMatchObject([{ failure: { code: 'unknown', cause: bug } }]);
  });
});

const LIST = {
  requestId: 'request-1',
  method: 'GET',
  path: '/v1/operations',
  headers: {},
  callerId: undefined,
  userArn: undefined,
  authorizedId: undefined,
  body: '',
};
const TIMED_OUT = new RouterError('timed-out', 'the request did not end within its 5 s');

describe('the list of operations', () => {
  it('gets no second answer behind one that cannot be ended', async () => {
    const answers: number[] = [];
    const respond = async ({ status }: RouterResponse) => {
      answers.push(status);
      throw TIMED_OUT;
    };
    const deadline = composeDeadline(new AbortController().signal);
    const serving = serveRequest(
      { http: LIST, deadline, errorShape: 'aws', respond },
      fakeRouter(),
    );
    await expect(serving).rejects.toBe(TIMED_OUT);
    expect(answers).toEqual([200]);
  });

  it('is refused when the time ends while the first snapshot is read', async () => {
    const snapshots = { current: () => new Promise<never>(() => {}), settled: async () => {} };
    const answers: number[] = [];
    const respond = async ({ status }: RouterResponse) => {
      answers.push(status);
    };
    const deadline = composeDeadline(AbortSignal.abort(TIMED_OUT));
    await serveRequest(
      { http: LIST, deadline, errorShape: 'aws', respond },
      fakeRouter({ snapshots }),
    );
    expect(answers).toEqual([408]);
  });

  it('that is refused asks for one snapshot', async () => {
    const fake = fakeRouter(knowCaller({ id: 'claims0000', policy: composePolicy() }));
    const asked: string[] = [];
    const snapshots = {
      current: () => {
        asked.push('current');
        return fake.snapshots.current();
      },
      settled: async () => {},
    };
    const respond = async ({ status }: RouterResponse) => void asked.push(String(status));
    const deadline = composeDeadline(new AbortController().signal);
    const http = { ...LIST, callerId: 'nobody0000' };
    await serveRequest(
      { http, deadline, errorShape: 'aws', respond },
      fakeRouter({ ...fake, snapshots }),
    );
    expect(asked).toEqual(['current', '403']);
  });
});
