import { describe, expect, it } from 'vitest';
import type { Router, Telemetry } from '../../../lambda/app/ports';
import { routeInvocation } from '../../../lambda/app/route-invocation';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { composeReply, composeStream } from '../../fakes/compose-reply';
import { FakeRouter, NOVA } from '../../fakes/fake-router';
import { composeInvocation } from './compose-invocation';

describe('a request that is served', () => {
  it('goes where its operation is mapped', async () => {
    const router = new FakeRouter();
    const { invocation, outcomes } = composeInvocation(router);
    await routeInvocation(invocation, router);
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
        kind: 'replied',
        target: { operation: 'extraction', mappingVersion: '1', requestedTier: 'flex' },
        reply: { status: 200 },
        tierFallback: undefined,
      },
    ]);
  });

  it('goes as it came where nothing of the router is to be in Bedrock’s logs', async () => {
    const { fakeClock: _, ...parts } = new FakeRouter();
    const router: Router = { ...parts, stampsMetadata: false };
    const { invocation } = composeInvocation(new FakeRouter());
    await routeInvocation(invocation, router);
    expect(parts.bedrock.bodies).toEqual(['{"serviceTier":{"type":"flex"},"messages":[]}']);
  });

  it('is stamped alike on every attempt', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => composeReply(503, '{}'));
    await routeInvocation(composeInvocation(router).invocation, router);
    const [first, second] = router.bedrock.bodies;
    expect(first).toContain('"router-request-id":"request-1"');
    expect(second).toBe(first);
  });

  it('is recorded with the key, the session and the trace that it came with', async () => {
    const router = new FakeRouter();
    const headers = {
      'x-claude-code-session-id': 'session-1',
      'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678;Sampled=1',
    };
    const { invocation } = composeInvocation(router, { headers, callerId: 'key-1' });
    await routeInvocation(invocation, router);
    expect(router.telemetry.requests).toMatchObject([
      {
        origin: {
          callerId: 'key-1',
          sessionId: 'session-1',
          traceId: '1-67891233-abcdef012345678912345678',
        },
      },
    ]);
  });

  it('tells its target, asks Bedrock, answers, and only then records', async () => {
    const steps: string[] = [];
    const fake = new FakeRouter();
    const telemetry: Telemetry = {
      recordTarget: () => steps.push('target'),
      recordRequest: () => steps.push('record'),
      recordMappingProblem: () => {},
    };
    fake.bedrock.answerNext(() => {
      steps.push('bedrock');
      return composeReply(200, '{}');
    });
    const { fakeClock: _, ...parts } = fake;
    const router: Router = { ...parts, telemetry };
    const { invocation } = composeInvocation(fake);
    const answer = async () => void steps.push('answer');
    await routeInvocation({ ...invocation, answer }, router);
    expect(steps).toEqual(['target', 'bedrock', 'answer', 'record']);
  });

  it('is recorded under its ID with its outcome', async () => {
    const router = new FakeRouter();
    const { invocation, outcomes } = composeInvocation(router);
    await routeInvocation(invocation, router);
    expect(router.telemetry.targets).toMatchObject([
      { requestId: 'request-1', target: { operation: 'extraction' } },
    ]);
    expect(router.telemetry.requests).toEqual([
      {
        requestId: 'request-1',
        origin: { callerId: undefined, sessionId: undefined, traceId: undefined },
        outcome: outcomes[0],
        interruption: undefined,
        startedAt: 1_000,
        totalMillis: 0,
        bedrockMillis: 0,
      },
    ]);
  });

  it('ends the call to Bedrock with its signal', async () => {
    const router = new FakeRouter();
    const { invocation, client } = composeInvocation(router);
    const signals: AbortSignal[] = [];
    router.bedrock.answerNext((_, signal) => {
      signals.push(signal);
      return composeReply(200, '{}');
    });
    await routeInvocation(invocation, router);
    const gone = new RouterError('client-gone', 'the client closed the connection');
    client.abort(gone);
    expect(signals.map(({ reason }) => reason)).toEqual([gone]);
  });

  it.each([400, 403, 404, 424, 429])('may be an error %i of Bedrock', async (status) => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => composeReply(status, '{"message":"no"}'));
    const { invocation, outcomes } = composeInvocation(router);
    await routeInvocation(invocation, router);
    expect(outcomes).toMatchObject([{ kind: 'replied', reply: { status } }]);
    expect(router.bedrock.requests).toHaveLength(1);
  });

  it.each([500, 503])('may be an error %i of Bedrock, after a retry', async (status) => {
    const router = new FakeRouter();
    const fail = () => composeReply(status, '{"message":"no"}');
    router.bedrock.answerNext(fail, fail);
    const { invocation, outcomes } = composeInvocation(router);
    await routeInvocation(invocation, router);
    expect(outcomes).toMatchObject([{ kind: 'replied', reply: { status } }]);
    expect(router.bedrock.requests).toHaveLength(2);
  });

  it('carries the tier fallback', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => composeReply(400, '{"message":"Reservation not found."}'));
    const { invocation, outcomes } = composeInvocation(router);
    await routeInvocation(invocation, router);
    expect(outcomes).toMatchObject([{ kind: 'replied', tierFallback: 'unsupported' }]);
  });
});

describe('times', () => {
  it('count the call as Bedrock’s and the answer of a whole reply as the router’s', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => {
      router.fakeClock.advance(200);
      return composeReply(200, '{}');
    });
    await routeInvocation(composeInvocation(router, {}, 7).invocation, router);
    expect(router.telemetry.requests).toMatchObject([{ totalMillis: 207, bedrockMillis: 200 }]);
  });

  it('count both calls of a tier fallback', async () => {
    const router = new FakeRouter();
    const answerAfter = (millis: number, status: number, body: string) => () => {
      router.fakeClock.advance(millis);
      return composeReply(status, body);
    };
    router.bedrock.answerNext(
      answerAfter(30, 400, '{"message":"Reservation not found."}'),
      answerAfter(50, 200, '{}'),
    );
    await routeInvocation(composeInvocation(router, {}, 1).invocation, router);
    expect(router.telemetry.requests).toMatchObject([{ totalMillis: 81, bedrockMillis: 80 }]);
  });

  it('count a stream as Bedrock’s until its answer is out', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => {
      router.fakeClock.advance(100);
      return composeStream(['one', 'two']);
    });
    const request = { action: 'converse-stream' } as const;
    await routeInvocation(composeInvocation(router, request, 900).invocation, router);
    expect(router.telemetry.requests).toMatchObject([{ totalMillis: 1000, bedrockMillis: 1000 }]);
  });

  it('count no Bedrock where none was called', async () => {
    const router = new FakeRouter();
    const { invocation } = composeInvocation(router, { body: 'no JSON' }, 2);
    await routeInvocation(invocation, router);
    expect(router.telemetry.requests).toMatchObject([{ totalMillis: 2, bedrockMillis: 0 }]);
  });
});
