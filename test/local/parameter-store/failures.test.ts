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
    plan({ kind: 'throttle', times: 2 });
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
    plan({ kind: 'slow', milliseconds: 30 });
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
    plan({ kind: 'throttle', times: 100 });
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
    const failure = { kind: 'throttle', operation: 'PutParameter', times: 3 };
    const planned = [200, { failures: [{ ...failure, skip: 0, milliseconds: 1000 }] }];
    expect(await control('POST', JSON.stringify(failure))).toEqual(planned);
    expect(await control('GET')).toEqual(planned);
    await expect(put()).rejects.toMatchObject(THROTTLED);
    expect(await control('DELETE')).toEqual([200, { failures: [] }]);
    await expect(put()).resolves.toMatchObject({ Version: 1 });
  });

  const KINDS = '"kind" must be one of throttle, internal, hang, slow, lost';

  it.each([
    ['garbage', 'the body must be a JSON object'],
    ['null', 'the body must be a JSON object'],
    ['{}', `${KINDS}; received undefined`],
    ['{"kind":"explode"}', `${KINDS}; received "explode"`],
    [
      '{"kind":"throttle","calls":2}',
      'unknown member "calls"; allowed are kind, operation, skip, times',
    ],
    [
      '{"kind":"hang","milliseconds":1}',
      'unknown member "milliseconds"; allowed are kind, operation, skip, times',
    ],
    [
      '{"kind":"slow","delayMillis":1}',
      'unknown member "delayMillis"; allowed are kind, operation, skip, times, milliseconds',
    ],
    ['{"kind":"slow"}', 'kind "slow" needs the member "milliseconds"'],
    ['{"kind":"hang","skip":-1}', '"skip" must be a whole number above 0; received -1'],
    ['{"kind":"hang","times":0}', '"times" must be a whole number above 0; received 0'],
    [
      '{"kind":"slow","milliseconds":"1"}',
      '"milliseconds" must be a number of milliseconds; received "1"',
    ],
  ])('refuses %s', async (body, message) => {
    expect(await control('POST', body)).toEqual([400, { message }]);
    expect(store.emulator.failures.pending).toEqual([]);
  });

  it('refuses an operation that the emulator does not have', async () => {
    expect(await control('POST', '{"kind":"hang","operation":"GetThings"}')).toEqual([
      400,
      {
        message: expect.stringMatching(/^"operation" must be one of .*PutParameter.*"GetThings"$/),
      },
    ]);
  });

  it('is the only path', async () => {
    const message = 'unknown path; the only path is /_local/parameter-store/failures';
    expect(await control('GET', undefined, 'other')).toEqual([404, { message }]);
  });
});
