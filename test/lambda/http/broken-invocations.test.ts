import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../lambda/core/router-error';
import { createHandler } from '../../../lambda/http/create-handler';
import { composeStream } from '../../fakes/compose-reply';
import { FakeRouter } from '../../fakes/fake-router';
import { readEventFile } from './events/read-event-file';
import { CONTEXT, invoke } from './invoke-handler';
import { createResponseStream, useLambdaRuntime } from './lambda-runtime';

useLambdaRuntime();

describe('an event that is none', () => {
  it.each([
    ['undefined', 'undefined'],
    ['null', 'null'],
    ['an empty object', '{}'],
    ['text', '"event"'],
    ['a context without a request ID’s owner', '{"requestContext":null}'],
    ['a method and a path alone', '{"httpMethod":"POST","path":"/v1/extraction"}'],
    ['a null path', '{"requestContext":{"requestId":"r"},"httpMethod":"POST","path":null}'],
    [
      'a number for a body',
      '{"requestContext":{},"path":"/v1/extraction","httpMethod":"POST","body":7}',
    ],
  ])('such as %s is a bare 500 and a record', async (_, text) => {
    const router = new FakeRouter();
    const event: APIGatewayProxyEvent = text === 'undefined' ? undefined : JSON.parse(text);
    const { statusCode, headers, body } = await invoke(router, event);
    expect(statusCode).toBe(500);
    expect(headers['x-amzn-errortype']).toBe('InternalServerException');
    expect(headers['x-router-error']).toBeUndefined();
    expect(body).toMatch(/^\{"message":"internal error; request ID [^"]*"\}$/);
    expect(router.telemetry.requests).toMatchObject([{ outcome: { kind: 'broken' } }]);
    expect(router.bedrock.requests).toEqual([]);
  });
});

describe('an answer that cannot be ended', () => {
  const STREAM = { ...readEventFile('post-operation'), path: '/v1/extraction/stream' };

  it('fails the invocation and keeps what was written without its end', async () => {
    const router = new FakeRouter();
    const broken = new RouterError('stream-broken', 'Amazon Bedrock ended the stream');
    router.bedrock.answerNext(() => composeStream(['one', broken]));
    const stream = createResponseStream();
    await expect(createHandler(router, 30_000)(STREAM, stream, CONTEXT)).rejects.toBe(broken);
    expect(stream.writableEnded).toBe(false);
    expect(stream.read().toString()).toMatch(/\0{8}one$/);
    expect(router.telemetry.requests).toMatchObject([{ interruption: broken }]);
  });

  it('because of a bug gets no second answer behind the first', async () => {
    const router = new FakeRouter();
    const bug = new TypeError('tap exploded');
    router.bedrock.answerNext(() => composeStream(['one', bug]));
    const stream = createResponseStream();
    await expect(createHandler(router, 30_000)(STREAM, stream, CONTEXT)).rejects.toThrow(
      'a bug broke the answer off',
    );
    expect(stream.writableEnded).toBe(false);
    expect(stream.read().toString()).toMatch(/\0{8}one$/);
    expect(router.telemetry.requests).toMatchObject([{ outcome: { kind: 'broken', cause: bug } }]);
  });
});
