import { describe, expect, it } from 'vitest';
import { startDeadline } from '../../../lambda/app/deadline';
import { routeRequest } from '../../../lambda/app/route-request';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { composeReply, composeStream } from '../../fakes/compose-reply';
import { fakeRouter } from '../../fakes/fake-router';
import { composeInvocation, route } from './compose-invocation';

const CLIENT_GONE = new RouterError('client-gone', 'the client closed the connection');

describe('a request that is refused', () => {
  it('before its plan is made has none and calls nobody', async () => {
    const router = fakeRouter();
    const { outcomes } = await route(router, { body: '[' });
    const refusal = { kind: 'refused', plan: undefined, error: { code: 'invalid-body' } };
    expect(outcomes).toMatchObject([refusal]);
    expect(router.bedrock.requests).toEqual([]);
    expect(router.telemetry.plans).toEqual([]);
    expect(router.telemetry.receipts).toMatchObject([{ failure: { code: 'invalid-body' } }]);
  });

  it('while Bedrock was called has its plan', async () => {
    const router = fakeRouter();
    const error = new RouterError('bedrock-unreachable', 'no answer came from Amazon Bedrock');
    const fail = () => Promise.reject(error);
    router.bedrock.answerNext(fail, fail);
    const { outcomes } = await route(router);
    expect(outcomes).toMatchObject([
      { kind: 'refused', plan: { operation: 'extraction' }, error: { code: error.code } },
    ]);
  });

  it('because its client left before Bedrock answered is recorded as that', async () => {
    const router = fakeRouter();
    const { invocation, outcomes, client } = composeInvocation(router);
    router.bedrock.answerNext(() => {
      client.abort(CLIENT_GONE);
      return new Promise(() => {});
    });
    await routeRequest(invocation, router);
    expect(outcomes).toMatchObject([{ kind: 'refused', error: { code: 'client-gone' } }]);
  });
});

it('ends with its client while the first snapshot is read', async () => {
  const snapshots = { current: () => new Promise<never>(() => {}), settled: async () => {} };
  const router = fakeRouter({ snapshots });
  const { invocation, outcomes, client } = composeInvocation(router);
  const routing = routeRequest(invocation, router);
  client.abort(CLIENT_GONE);
  await routing;
  expect(outcomes).toMatchObject([
    { kind: 'refused', plan: undefined, error: { code: 'client-gone' } },
  ]);
});

it('gives its caller’s time to the first snapshot, too', async () => {
  const snapshots = { current: () => new Promise<never>(() => {}), settled: async () => {} };
  const router = fakeRouter({ snapshots });
  const headers = { 'x-router-timeout-ms': '5' };
  const { invocation, outcomes } = composeInvocation(router, { headers });
  const deadline = startDeadline({ remainingMillis: 900_000, requestTimeoutMillis: 290_000 });
  await routeRequest({ ...invocation, deadline }, router);
  expect(outcomes).toMatchObject([{ kind: 'refused', error: { code: 'timed-out' } }]);
});

describe('a bug', () => {
  it('before its plan is made has none', async () => {
    const bug = new TypeError('mapping exploded');
    const snapshots = { current: () => Promise.reject(bug), settled: async () => {} };
    const router = fakeRouter({ snapshots });
    const { outcomes } = await route(router);
    expect(outcomes).toMatchObject([{ kind: 'bug', plan: undefined, cause: bug, attempts: [] }]);
    expect(router.telemetry.receipts).toMatchObject([{ status: 500, failure: { cause: bug } }]);
  });

  it('in a call has its plan and the attempts before it', async () => {
    const router = fakeRouter();
    const bug = new TypeError('adapter exploded');
    router.bedrock.answerNext(
      () => composeReply(503, '{"message":"no"}'),
      () => Promise.reject(bug),
    );
    const { outcomes } = await route(router);
    expect(outcomes).toMatchObject([
      {
        kind: 'bug',
        plan: { operation: 'extraction' },
        cause: bug,
        attempts: [{ result: { kind: 'answered', status: 503 } }],
      },
    ]);
  });

  it('in answering is thrown and not recorded as an outcome', async () => {
    const router = fakeRouter();
    const bug = new TypeError('edge exploded');
    const { invocation } = composeInvocation(router);
    const answer = () => Promise.reject(bug);
    await expect(routeRequest({ ...invocation, answer }, router)).rejects.toBe(bug);
    expect(router.telemetry.receipts).toEqual([]);
  });
});

describe('an answer that breaks off', () => {
  it('is recorded with what ended it, and thrown', async () => {
    const router = fakeRouter();
    const broken = new RouterError('stream-broken', 'Amazon Bedrock ended the stream');
    router.bedrock.answerNext(() => composeStream(['one', broken]));
    const { invocation } = composeInvocation(router, { action: 'converse-stream' });
    await expect(routeRequest(invocation, router)).rejects.toBe(broken);
    expect(router.telemetry.receipts).toMatchObject([
      { served: { status: 200 }, failure: { code: 'stream-broken' }, status: 502 },
    ]);
  });

  it('counts the time until it broke', async () => {
    const router = fakeRouter();
    router.bedrock.answerNext(() => composeStream([CLIENT_GONE]));
    const { invocation } = composeInvocation(router, { action: 'converse-stream' }, 40);
    await expect(routeRequest(invocation, router)).rejects.toBe(CLIENT_GONE);
    expect(router.telemetry.receipts).toMatchObject([
      { times: { totalMillis: 40, bedrockMillis: 40 } },
    ]);
  });
});
