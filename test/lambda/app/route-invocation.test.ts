import { describe, expect, it } from 'vitest';
import type { Router, Telemetry } from '../../../lambda/app/ports';
import { routeInvocation } from '../../../lambda/app/route-invocation';
import { RouterError } from '../../../lambda/core/router-error';
import { composeReply, composeStream } from '../../fakes/compose-reply';
import { FakeRouter, NOVA } from '../../fakes/fake-router';
import { composeInvocation, EXTRACTION } from './compose-invocation';

const CLIENT_GONE = new RouterError('client-gone', 'the client closed the connection');

describe('a request that is served', () => {
  it('goes where its operation is mapped', async () => {
    const router = new FakeRouter();
    const { invocation, outcomes } = composeInvocation(router);
    await routeInvocation(invocation, router);
    expect(router.bedrock.requests).toEqual([
      {
        action: 'converse',
        baseModelId: NOVA,
        headers: { 'content-type': 'application/json' },
        body: '{"serviceTier":{"type":"flex"},"messages":[]}',
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
        outcome: outcomes[0],
        interruption: undefined,
        startedAt: 1_000,
        totalMillis: 0,
        bedrockMillis: 0,
      },
    ]);
  });

  it('hands the signal on to Bedrock', async () => {
    const router = new FakeRouter();
    const { invocation, client } = composeInvocation(router);
    const signals: AbortSignal[] = [];
    router.bedrock.answerNext((_, signal) => {
      signals.push(signal);
      return composeReply(200, '{}');
    });
    await routeInvocation(invocation, router);
    expect(signals).toEqual([client.signal]);
  });

  it.each([400, 403, 404, 424, 429, 500, 503])('may be an error %i of Bedrock', async (status) => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => composeReply(status, '{"message":"no"}'));
    const { invocation, outcomes } = composeInvocation(router);
    await routeInvocation(invocation, router);
    expect(outcomes).toMatchObject([{ kind: 'replied', reply: { status } }]);
    expect(router.bedrock.requests).toHaveLength(1);
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

describe('a request that is refused', () => {
  it.each([
    ['unknown-operation', { destination: { kind: 'operation', name: 'summary' } }],
    ['invalid-model-id', { destination: { kind: 'model', text: ':flex' } }],
    ['invalid-body', { body: '[' }],
    ['invalid-tier', { headers: { 'x-amzn-bedrock-service-tier': 'turbo' } }],
    ['invalid-header', { headers: { 'x-router-strict-tier': 'yes' } }],
  ] as const)('as %s has no target and calls nobody', async (code, request) => {
    const router = new FakeRouter();
    const { invocation, outcomes } = composeInvocation(router, { ...EXTRACTION, ...request });
    await routeInvocation(invocation, router);
    expect(outcomes).toMatchObject([{ kind: 'refused', target: undefined, error: { code } }]);
    expect(router.bedrock.requests).toEqual([]);
    expect(router.telemetry.targets).toEqual([]);
    expect(router.telemetry.requests).toMatchObject([{ outcome: { error: { code } } }]);
  });

  it('while Bedrock was asked has its target', async () => {
    const router = new FakeRouter();
    const error = new RouterError('bedrock-unreachable', 'no answer came from Amazon Bedrock');
    router.bedrock.answerNext(() => Promise.reject(error));
    const { invocation, outcomes } = composeInvocation(router);
    await routeInvocation(invocation, router);
    expect(outcomes).toMatchObject([
      { kind: 'refused', target: { operation: 'extraction' }, error: { code: error.code } },
    ]);
  });

  it('because its client left before Bedrock answered is recorded as that', async () => {
    const router = new FakeRouter();
    const { invocation, outcomes, client } = composeInvocation(router);
    router.bedrock.answerNext(() => {
      client.abort(CLIENT_GONE);
      return new Promise(() => {});
    });
    await routeInvocation(invocation, router);
    expect(outcomes).toMatchObject([{ kind: 'refused', error: { code: 'client-gone' } }]);
  });
});

describe('a bug', () => {
  it('before the target is broken without one', async () => {
    const bug = new TypeError('mapping exploded');
    const { fakeClock: _, ...parts } = new FakeRouter();
    const mapping = { current: () => Promise.reject(bug), settled: async () => {} };
    const { invocation, outcomes } = composeInvocation(new FakeRouter());
    await routeInvocation(invocation, { ...parts, mapping });
    expect(outcomes).toEqual([{ kind: 'broken', target: undefined, cause: bug }]);
    expect(parts.telemetry.requests).toMatchObject([{ outcome: { kind: 'broken' } }]);
  });

  it('in the call is broken with its target', async () => {
    const router = new FakeRouter();
    const bug = new TypeError('adapter exploded');
    router.bedrock.answerNext(() => Promise.reject(bug));
    const { invocation, outcomes } = composeInvocation(router);
    await routeInvocation(invocation, router);
    expect(outcomes).toMatchObject([
      { kind: 'broken', target: { operation: 'extraction' }, cause: bug },
    ]);
  });

  it('in answering is thrown and not recorded as an outcome', async () => {
    const router = new FakeRouter();
    const bug = new TypeError('edge exploded');
    const { invocation } = composeInvocation(router);
    const answer = () => Promise.reject(bug);
    await expect(routeInvocation({ ...invocation, answer }, router)).rejects.toBe(bug);
    expect(router.telemetry.requests).toEqual([]);
  });
});

describe('an answer that breaks off', () => {
  it('is recorded with what ended it, and thrown', async () => {
    const router = new FakeRouter();
    const broken = new RouterError('stream-broken', 'Amazon Bedrock ended the stream');
    router.bedrock.answerNext(() => composeStream(['one', broken]));
    const { invocation } = composeInvocation(router, { action: 'converse-stream' });
    await expect(routeInvocation(invocation, router)).rejects.toBe(broken);
    expect(router.telemetry.requests).toMatchObject([
      { outcome: { kind: 'replied', reply: { status: 200 } }, interruption: broken },
    ]);
  });

  it('counts the time until it broke', async () => {
    const router = new FakeRouter();
    router.bedrock.answerNext(() => composeStream([CLIENT_GONE]));
    const { invocation } = composeInvocation(router, { action: 'converse-stream' }, 40);
    await expect(routeInvocation(invocation, router)).rejects.toBe(CLIENT_GONE);
    expect(router.telemetry.requests).toMatchObject([{ totalMillis: 40, bedrockMillis: 40 }]);
  });
});
