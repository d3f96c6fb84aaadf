import { describe, expect, it } from 'vitest';
import { createHandler } from '../../../lambda/http/create-handler';
import { composeReply } from '../../fakes/compose-reply';
import { fakeRouter } from '../../fakes/fake-router';
import { readEventFile } from './events/read-event-file';
import { CONTEXT, invoke } from './invoke-handler';
import { createResponseStream, readWritten, settle, useLambdaRuntime } from './lambda-runtime';

useLambdaRuntime();

describe('an event', () => {
  it('of an operation is routed, answered and recorded under API Gateway’s request ID', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => composeReply(200, '{"serviceTier":{"type":"priority"}}'));
    const { statusCode, headers, body } = await invoke(router, readEventFile('post-operation'));
    expect(statusCode).toBe(200);
    expect(headers).toMatchObject({
      'x-router-operation': 'extraction',
      'x-router-requested-tier': 'priority',
      'x-amzn-bedrock-service-tier': 'priority',
    });
    expect(body).toBe('{"serviceTier":{"type":"priority"}}');
    expect(router.telemetry.receipts).toMatchObject([
      { requestId: '0f7e3c52-1b9c-4a8d-9a57-3a2f6c1d0e4b', served: { status: 200 } },
    ]);
  });

  it('of a model passes bytes that are no text', async () => {
    const router = fakeRouter();
    await invoke(router, readEventFile('post-model-base64'));
    const [request] = router.bedrock.requests;
    expect(request).toMatchObject({
      action: 'invoke',
      baseModelId: 'us.amazon.nova-2-lite-v1:0',
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        'x-amzn-bedrock-trace': 'ENABLED',
        'x-amzn-bedrock-service-tier': 'flex',
      },
    });
    expect(request?.headers).not.toHaveProperty('authorization');
    expect(Buffer.from(request?.body ?? '').toString('hex')).toBe('00fffe7b2261223a317d');
  });

  it('with a header that cannot be sent on is refused, and costs no candidate its turn', async () => {
    const router = fakeRouter();
    const event = readEventFile('post-operation');
    const headers = { ...event.headers, 'anthropic-beta': 'secret🧾' };
    for (let request = 0; request < 3; request += 1) {
      const { statusCode, headers: answered, body } = await invoke(router, { ...event, headers });
      expect([statusCode, answered['x-router-error']]).toEqual([400, 'invalid-header']);
      expect(body).toBe(
        '{"message":"anthropic-beta has the character U+1F9FE, which a header must not have"}',
      );
    }
    expect(router.bedrock.requests).toEqual([]);
    const { headers: served } = await invoke(router, event);
    expect(served['x-router-tier-fallback']).toBeUndefined();
  });

  it('of health is answered and leaves no record', async () => {
    const router = fakeRouter();
    expect(await invoke(router, readEventFile('console-test'))).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"status":"ok"}',
    });
    expect(router.telemetry.receipts).toEqual([]);
  });

  it('of the list of operations answers the mapping by name', async () => {
    const event = { ...readEventFile('console-test'), path: '/v1/operations' };
    const { body } = await invoke(fakeRouter(), event);
    const routes = [
      ['assessment', 'us.amazon.nova-2-lite-v1:0'],
      ['classification', 'us.amazon.nova-2-lite-v1:0:priority'],
      ['extraction', 'us.amazon.nova-2-lite-v1:0:flex'],
    ].map(([operation, id]) => [operation, { route: [id], mappingVersion: '1' }] as const);
    expect(JSON.parse(body)).toEqual({
      operations: routes.map(([operation, mapped]) => {
        return { operation, ...mapped, inForce: 'deploy', deploy: mapped };
      }),
    });
  });

  it.each([
    ['GET', '/v1/extraction', 405, { allow: 'POST', 'x-router-error': 'method-not-allowed' }],
    ['POST', '/v3', 404, { 'x-router-error': 'unknown-path' }],
  ])('of %s %s is refused and recorded', async (httpMethod, path, status, headers) => {
    const router = fakeRouter();
    const written = await invoke(router, { ...readEventFile('post-operation'), httpMethod, path });
    expect(written.statusCode).toBe(status);
    expect(written.headers).toMatchObject(headers);
    expect(router.telemetry.receipts).toMatchObject([
      { asked: undefined, status, times: { totalMillis: 0, bedrockMillis: 0 } },
    ]);
  });
});

describe('a client that leaves', () => {
  it('ends the call of Bedrock', async () => {
    const router = fakeRouter();
    const stream = createResponseStream();
    const signals: AbortSignal[] = [];
    router.bedrock.answerNext((_, signal) => {
      signals.push(signal);
      return new Promise(() => {});
    });
    const handling = createHandler(router, 30_000)(
      readEventFile('post-operation'),
      stream,
      CONTEXT,
    );
    await settle();
    stream.destroy();
    await handling;
    expect(signals[0]?.reason).toMatchObject({ code: 'client-gone' });
    expect(router.telemetry.receipts).toMatchObject([{ failure: { code: 'client-gone' } }]);
  });
});

describe('time that is up', () => {
  it('is answered as a time-out', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => new Promise(() => {}));
    const stream = createResponseStream();
    const handling = createHandler(router, 5)(readEventFile('post-operation'), stream, CONTEXT);
    const { statusCode, headers } = await readWritten(stream);
    await handling;
    expect(statusCode).toBe(408);
    expect(headers['x-router-error']).toBe('timed-out');
  });
});

describe('a reading of Parameter Store that is under way', () => {
  it('is waited for at the end of an invocation, after the answer', async () => {
    const router = fakeRouter();
    const steps: string[] = [];
    let endReading = () => {};
    const reading = new Promise<void>((resolve) => {
      endReading = resolve;
    });
    const snapshots = { current: () => router.snapshots.current(), settled: () => reading };
    const stream = createResponseStream();
    const handler = createHandler(fakeRouter({ ...router, snapshots }), 30_000);
    const handling = handler(readEventFile('post-operation'), stream, CONTEXT).then(() =>
      steps.push('invocation ended'),
    );
    await readWritten(stream);
    await settle();
    steps.push('answered');
    endReading();
    await handling;
    expect(steps).toEqual(['answered', 'invocation ended']);
  });

  it('ends neither the answer nor the record when it hangs, and ends before the function', async () => {
    const never = new Promise<never>(() => {});
    const snapshots = { current: () => never, settled: () => never };
    const router = fakeRouter({ snapshots });
    const stream = createResponseStream();
    const context = { ...CONTEXT, getRemainingTimeInMillis: () => 510 };
    const handling = createHandler(router, 30_000)(
      readEventFile('post-operation'),
      stream,
      context,
    );
    const [{ statusCode, headers }] = await Promise.all([readWritten(stream), handling]);
    expect([statusCode, headers['x-router-error']]).toEqual([408, 'timed-out']);
    expect(router.telemetry.receipts).toMatchObject([{ failure: { code: 'timed-out' } }]);
  });
});
