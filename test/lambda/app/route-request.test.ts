import { describe, expect, it } from 'vitest';
import type { Telemetry } from '../../../lambda/app/ports';
import { routeRequest } from '../../../lambda/app/route-request';
import { RouterError } from '../../../lambda/core/errors/router-error';
import type { Reply } from '../../../lambda/core/receipts/outcome';
import { composeReply, composeStream } from '../../fakes/compose-reply';
import { fakeRouter, NOVA } from '../../fakes/fake-router';
import { composeInvocation, route } from './compose-invocation';

describe('a request that is served', () => {
  it('goes where its operation is mapped', async () => {
    const router = fakeRouter();
    const { outcomes } = await route(router);
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
    await route(router);
    expect(router.bedrock.bodies).toEqual(['{"serviceTier":{"type":"flex"},"messages":[]}']);
  });

  it('is stamped alike on every attempt', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => composeReply(503, '{}'));
    await route(router);
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
    await route(router, { headers, callerId: 'key-1' });
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
      recordOwnership: () => {},
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
    const { outcomes } = await route(router);
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

  it('carries the tier fallback', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => composeReply(400, '{"message":"Reservation not found."}'));
    const { outcomes } = await route(router);
    expect(outcomes).toMatchObject([{ kind: 'reply', tierFallback: 'unsupported' }]);
  });
});

describe('the times of a request', () => {
  const REFUSAL = '{"message":"Reservation not found."}';

  it.each<[string, Parameters<typeof route>[1], [number, Reply][], number, number]>([
    ['count its call as Bedrock’s, its answer not', {}, [[200, composeReply(200, '{}')]], 207, 200],
    [
      'count both calls of a tier fallback',
      {},
      [
        [30, composeReply(400, REFUSAL)],
        [50, composeReply(200, '{}')],
      ],
      87,
      80,
    ],
    [
      'count a stream as Bedrock’s until its answer is sent',
      { action: 'converse-stream' },
      [[100, composeStream(['one', 'two'])]],
      107,
      107,
    ],
    ['count no time of Bedrock if that was not called', { body: 'no JSON' }, [], 7, 0],
  ])('%s', async (_, request, replies, totalMillis, bedrockMillis) => {
    const router = fakeRouter();
    const answers = replies.map(([millis, reply]) => () => {
      router.fakeClock.advance(millis);
      return reply;
    });
    router.bedrock.answerNext(...answers);
    await route(router, request, 7);
    expect(router.telemetry.receipts).toMatchObject([{ times: { totalMillis, bedrockMillis } }]);
  });
});
