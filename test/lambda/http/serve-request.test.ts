import { describe, expect, it } from 'vitest';
import { RouterError } from '../../../lambda/core/errors/router-error';
import type { RouterResponse } from '../../../lambda/http/router-response';
import { serveRequest } from '../../../lambda/http/serve-request';
import { composeDeadline, fakeRouter } from '../../fakes/fake-router';

const LIST = {
  requestId: 'request-1',
  method: 'GET',
  path: '/v1/operations',
  headers: {},
  callerId: undefined,
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
    const serving = serveRequest({ http: LIST, deadline, respond }, fakeRouter());
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
    await serveRequest({ http: LIST, deadline, respond }, fakeRouter({ snapshots }));
    expect(answers).toEqual([408]);
  });
});
