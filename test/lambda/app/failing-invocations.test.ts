import { describe, expect, it } from 'vitest';
import { routeInvocation } from '../../../lambda/app/route-invocation';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { composeReply, composeStream } from '../../fakes/compose-reply';
import { FakeRouter } from '../../fakes/fake-router';
import { composeInvocation, EXTRACTION } from './compose-invocation';

const CLIENT_GONE = new RouterError('client-gone', 'the client closed the connection');

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
    const fail = () => Promise.reject(error);
    router.bedrock.answerNext(fail, fail);
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
    const snapshots = { current: () => Promise.reject(bug), settled: async () => {} };
    const { invocation, outcomes } = composeInvocation(new FakeRouter());
    await routeInvocation(invocation, { ...parts, snapshots });
    expect(outcomes).toEqual([{ kind: 'broken', target: undefined, cause: bug, attempts: [] }]);
    expect(parts.telemetry.requests).toMatchObject([{ outcome: { kind: 'broken' } }]);
  });

  it('in a call is broken with its target and the calls before it', async () => {
    const router = new FakeRouter();
    const bug = new TypeError('adapter exploded');
    router.bedrock.answerNext(
      () => composeReply(503, '{"message":"no"}'),
      () => Promise.reject(bug),
    );
    const { invocation, outcomes } = composeInvocation(router);
    await routeInvocation(invocation, router);
    expect(outcomes).toMatchObject([
      {
        kind: 'broken',
        target: { operation: 'extraction' },
        cause: bug,
        attempts: [{ result: { kind: 'answered', status: 503 } }],
      },
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
