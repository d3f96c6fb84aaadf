import { GetParametersByPathCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it, vi } from 'vitest';
import type { PlannedFailure } from '../../../local/planned-failures';
import { SharedParameterStore } from './start-parameter-store';

const store = new SharedParameterStore();

const list = () => store.client.send(new GetParametersByPathCommand({ Path: '/team' }));
const write = new PutParameterCommand({ Name: '/team/a', Value: 'x', Type: 'String' });
const put = () => store.client.send(write);
const plan = (failure: PlannedFailure) => store.emulator.failures.plan(failure);

const THROTTLED = {
  name: 'ThrottlingException',
  message: 'Rate exceeded',
  $metadata: { httpStatusCode: 400 },
};
const FAILED = {
  name: 'InternalServerError',
  message: 'An error occurred on the server side.',
  $metadata: { httpStatusCode: 500 },
};

describe('a planned failure', () => {
  it('applies to as many calls as planned', async () => {
    plan({ kind: 'throttle', calls: 2 });
    await expect(list()).rejects.toMatchObject(THROTTLED);
    await expect(put()).rejects.toMatchObject(THROTTLED);
    await expect(list()).resolves.toMatchObject({ Parameters: [] });
  });

  it('of one operation does not apply to others', async () => {
    plan({ kind: 'throttle', operation: 'GetParametersByPath' });
    await expect(put()).resolves.toMatchObject({ Version: 1 });
    await expect(list()).rejects.toMatchObject(THROTTLED);
  });

  it('applies after an older one', async () => {
    plan({ kind: 'internal' });
    plan({ kind: 'throttle' });
    await expect(list()).rejects.toMatchObject(FAILED);
    await expect(list()).rejects.toMatchObject(THROTTLED);
  });

  it('skips calls first', async () => {
    plan({ kind: 'throttle', operation: 'GetParametersByPath', skip: 1 });
    await expect(list()).resolves.toMatchObject({ Parameters: [] });
    await expect(put()).resolves.toMatchObject({ Version: 1 });
    await expect(list()).rejects.toMatchObject(THROTTLED);
  });

  it('hangs until the client disconnects, and performs nothing', async () => {
    plan({ kind: 'hang' });
    const leaving = new AbortController();
    const call = store.client.send(write, { abortSignal: leaving.signal });
    await vi.waitFor(() => expect(store.emulator.journal).toHaveLength(1));
    leaving.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(store.emulator.journal).toMatchObject([{ operation: 'PutParameter' }]);
    expect(store.parameters.listBelow('/team', 'all levels')).toEqual([]);
  });

  it('responds late, but correctly', async () => {
    plan({ kind: 'slow', delayMillis: 30 });
    const startedAt = performance.now();
    await expect(put()).resolves.toMatchObject({ Version: 1 });
    expect(performance.now() - startedAt).toBeGreaterThan(25);
  });

  it('performs the operation, and breaks the connection instead of responding', async () => {
    plan({ kind: 'lost' });
    await expect(put()).rejects.toThrow();
    expect(store.parameters.listBelow('/team', 'all levels')).toHaveLength(1);
  });

  it('can be removed', async () => {
    plan({ kind: 'throttle', calls: 100 });
    store.emulator.failures.clear();
    await expect(list()).resolves.toMatchObject({ Parameters: [] });
  });
});

describe('/_local/parameter-store/failures', () => {
  async function control(method: string, body?: string, path = 'failures') {
    const url = `${store.url}/_local/parameter-store/${path}`;
    const response = await fetch(url, { method, body: body ?? null });
    return [response.status, await response.json()];
  }

  it('plans, lists and removes', async () => {
    const failure = { kind: 'throttle', operation: 'PutParameter', calls: 3 };
    const planned = [200, { pending: [{ ...failure, skip: 0, delayMillis: 1000 }] }];
    expect(await control('POST', JSON.stringify(failure))).toEqual(planned);
    expect(await control('GET')).toEqual(planned);
    await expect(put()).rejects.toMatchObject(THROTTLED);
    expect(await control('DELETE')).toEqual([200, { pending: [] }]);
    await expect(put()).resolves.toMatchObject({ Version: 1 });
  });

  it.each([
    ['garbage', 'the body is not JSON'],
    ['null', 'kind undefined is not one of throttle, internal, hang, slow, lost'],
    ['{"kind":"explode"}', 'kind "explode" is not one of throttle, internal, hang, slow, lost'],
    ['{"kind":"slow","operation":1}', 'operation 1 is not the name of an operation'],
    ['{"kind":"slow","skip":-1}', 'skip -1 is not a whole number above 0'],
    ['{"kind":"slow","calls":0}', 'calls 0 is not a whole number above 0'],
    ['{"kind":"slow","delayMillis":"1"}', 'delayMillis "1" is not a whole number above 0'],
  ])('refuses %s', async (body, message) => {
    expect(await control('POST', body)).toEqual([400, { message }]);
    expect(store.emulator.failures.pending).toEqual([]);
  });

  it('is the only path', async () => {
    const message = 'unknown path; the only path is /_local/parameter-store/failures';
    expect(await control('GET', undefined, 'other')).toEqual([404, { message }]);
  });
});
