import { describe, expect, it } from 'vitest';
import type { Telemetry } from '../../../lambda/app/ports';
import { routeRequest } from '../../../lambda/app/route-request';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { composeReply, composeStream } from '../../fakes/compose-reply';
import { fakeRouter, NOVA } from '../../fakes/fake-router';
import { composeInvocation } from './compose-invocation';

describe('a request that is served', () => {
  it('goes where its operation is mapped', async () => {
    const router = fakeRouter();
    const { invocation, outcomes } = composeInvocation(router);
    await routeRequest(invocation, router);
    expect(router.bedrock.requests).toEqual([
      {
        action: 'converse',
        baseModelId: NOVA,
        path: '/model/us.amazon.nova-2-lite-v1%3A0/converse',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(
          '{"serviceTier":{"type":"flex"},"requestMetadata":{"router-operation":"extraction","router-requested-tier":"flex","router-mapping-version":"1","router-request-id":"request-1"},"messages":[]}',
        ),
      },
    ]);
    expect(outcomes).toMatchObject([
      {
        kind: 'reply',
        plan: { operation: 'extraction', mappingVersion: '1', requested: { tier: 'flex' } },
        reply: { status: 200 },
        tierFallback: undefined,
      },
    ]);
  });

  it('passes unchanged if calls carry no request metadata', async () => {
    const router = fakeRouter({ stampsMetadata: false });
    await routeRequest(composeInvocation(router).invocation, router);
    expect(router.bedrock.bodies).toEqual(['{"serviceTier":{"type":"flex"},"messages":[]}']);
  });

  it('is stamped alike on every attempt', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => composeReply(503, '{}'));
    await routeRequest(composeInvocation(router).invocation, router);
    const [first, second] = router.bedrock.bodies;
    expect(first).toContain('"router-request-id":"request-1"');
    expect(second).toBe(first);
  });

  it('is recorded with the key, the session and the trace that it came with', async () => {
    const router = fakeRouter();
    const headers = {
      'x-claude-code-session-id': 'session-1',
      'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=1',
    };
    const { invocation } = composeInvocation(router, { headers, callerId: 'key-1' });
    await routeRequest(invocation, router);
    expect(router.telemetry.receipts).toMatchObject([
      {
        origin: {
          callerId: 'key-1',
          sessionId: 'session-1',
          traceId: '1-67891233-abcdef012345678912345678',
        },
      },
    ]);
  });

  it('records its plan, calls Bedrock, answers, and then records its receipt', async () => {
    const steps: string[] = [];
    const telemetry: Telemetry = {
      recordPlan: () => steps.push('plan'),
      recordReceipt: () => steps.push('record'),
      recordMappingProblem: () => {},
    };
    const router = fakeRouter({ telemetry });
    router.bedrock.answerNext(() => {
      steps.push('bedrock');
      return composeReply(200, '{}');
    });
    const { invocation } = composeInvocation(router);
    const answer = async () => void steps.push('answer');
    await routeRequest({ ...invocation, answer }, router);
    expect(steps).toEqual(['plan', 'bedrock', 'answer', 'record']);
  });

  it('is recorded under its ID with its outcome', async () => {
    const router = fakeRouter();
    const { invocation, outcomes } = composeInvocation(router);
    await routeRequest(invocation, router);
    expect(router.telemetry.plans).toMatchObject([
      { requestId: 'request-1', plan: { operation: 'extraction' } },
    ]);
    expect(router.telemetry.receipts).toMatchObject([
      {
        requestId: 'request-1',
        origin: { callerId: undefined, sessionId: undefined, traceId: undefined },
        asked: { operation: 'extraction' },
        served: { answeredBy: { baseModelId: NOVA, tier: 'flex' } },
        status: 200,
        times: { startedAt: 1_000, totalMillis: 0, bedrockMillis: 0 },
      },
    ]);
    expect(outcomes).toHaveLength(1);
  });

  it('ends the call to Bedrock with its signal', async () => {
    const router = fakeRouter();
    const { invocation, client } = composeInvocation(router);
    const signals: AbortSignal[] = [];
    router.bedrock.answerNext((_, signal) => {
      signals.push(signal);
      return composeReply(200, '{}');
    });
    await routeRequest(invocation, router);
    const gone = new RouterError('client-gone', 'the client closed the connection');
    client.abort(gone);
    expect(signals.map(({ reason }) => reason)).toEqual([gone]);
  });

  it.each([400, 403, 404, 424, 429])('may be an error %i of Bedrock', async (status) => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => composeReply(status, '{"message":"no"}'));
    const { invocation, outcomes } = composeInvocation(router);
    await routeRequest(invocation, router);
    expect(outcomes).toMatchObject([{ kind: 'reply', reply: { status } }]);
    expect(router.bedrock.requests).toHaveLength(1);
  });

  it.each([500, 503])('may be an error %i of Bedrock, after a retry', async (status) => {
    const router = fakeRouter();
    const fail = () => composeReply(status, '{"message":"no"}');
    router.bedrock.answerNext(fail, fail);
    const { invocation, outcomes } = composeInvocation(router);
    await routeRequest(invocation, router);
    expect(outcomes).toMatchObject([{ kind: 'reply', reply: { status } }]);
    expect(router.bedrock.requests).toHaveLength(2);
  });

  it('carries the tier fallback', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => composeReply(400, '{"message":"Reservation not found."}'));
    const { invocation, outcomes } = composeInvocation(router);
    await routeRequest(invocation, router);
    expect(outcomes).toMatchObject([{ kind: 'reply', tierFallback: 'unsupported' }]);
  });
});

describe('times', () => {
  it('count the call as Bedrock’s and the answer of a whole reply as the router’s', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => {
      router.fakeClock.advance(200);
      return composeReply(200, '{}');
    });
    await routeRequest(composeInvocation(router, {}, 7).invocation, router);
    expect(router.telemetry.receipts).toMatchObject([
      { times: { totalMillis: 207, bedrockMillis: 200 } },
    ]);
  });

  it('count both calls of a tier fallback', async () => {
    const router = fakeRouter();
    const answerAfter = (millis: number, status: number, body: string) => () => {
      router.fakeClock.advance(millis);
      return composeReply(status, body);
    };
    router.bedrock.answerNext(
      answerAfter(30, 400, '{"message":"Reservation not found."}'),
      answerAfter(50, 200, '{}'),
    );
    await routeRequest(composeInvocation(router, {}, 1).invocation, router);
    expect(router.telemetry.receipts).toMatchObject([
      { times: { totalMillis: 81, bedrockMillis: 80 } },
    ]);
  });

  it('count a stream as Bedrock’s until its answer has been sent', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => {
      router.fakeClock.advance(100);
      return composeStream(['one', 'two']);
    });
    const request = { action: 'converse-stream' } as const;
    await routeRequest(composeInvocation(router, request, 900).invocation, router);
    expect(router.telemetry.receipts).toMatchObject([
      { times: { totalMillis: 1000, bedrockMillis: 1000 } },
    ]);
  });

  it('count no time of Bedrock if it was not called', async () => {
    const router = fakeRouter();
    const { invocation } = composeInvocation(router, { body: 'no JSON' }, 2);
    await routeRequest(invocation, router);
    expect(router.telemetry.receipts).toMatchObject([
      { times: { totalMillis: 2, bedrockMillis: 0 } },
    ]);
  });
});
