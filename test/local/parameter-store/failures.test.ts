import { GetParametersByPathCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { describe, expect, it, vi } from 'vitest';
import { startParameterStore } from './start-parameter-store';

const list = () => new GetParametersByPathCommand({ Path: '/team' });
const put = () => new PutParameterCommand({ Name: '/team/a', Value: 'x', Type: 'String' });

describe('a planned failure', () => {
  it('throttles as many calls as planned', async () => {
    const { client, emulator } = await startParameterStore();
    emulator.failures.plan({ kind: 'throttle', calls: 2 });
    const throttled = {
      name: 'ThrottlingException',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    };
    await expect(client.send(list())).rejects.toMatchObject(throttled);
    await expect(client.send(put())).rejects.toMatchObject(throttled);
    await expect(client.send(list())).resolves.toMatchObject({ Parameters: [] });
  });

  it('fails inside', async () => {
    const { client, emulator } = await startParameterStore();
    emulator.failures.plan({ kind: 'internal' });
    await expect(client.send(list())).rejects.toMatchObject({
      name: 'InternalServerError',
      message: 'An error occurred on the server side.',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it('of one operation leaves the others alone', async () => {
    const { client, emulator } = await startParameterStore();
    emulator.failures.plan({ kind: 'throttle', operation: 'GetParametersByPath' });
    await expect(client.send(put())).resolves.toMatchObject({ Version: 1 });
    await expect(client.send(list())).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('comes after an older one', async () => {
    const { client, emulator } = await startParameterStore();
    emulator.failures.plan({ kind: 'internal' });
    emulator.failures.plan({ kind: 'throttle' });
    await expect(client.send(list())).rejects.toMatchObject({ name: 'InternalServerError' });
    await expect(client.send(list())).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('hangs until the client gives up, and does nothing', async () => {
    const { client, emulator } = await startParameterStore();
    emulator.failures.plan({ kind: 'hang' });
    const leaving = new AbortController();
    const call = client.send(put(), { abortSignal: leaving.signal });
    await vi.waitFor(() => expect(emulator.journal).toHaveLength(1));
    leaving.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(emulator.journal).toMatchObject([{ operation: 'PutParameter' }]);
    expect(emulator.parameters.listBelow('/team', 'all levels')).toEqual([]);
  });

  it('answers late but right', async () => {
    const { client, emulator } = await startParameterStore();
    emulator.failures.plan({ kind: 'slow', delayMillis: 30 });
    const startedAt = performance.now();
    await expect(client.send(put())).resolves.toMatchObject({ Version: 1 });
    expect(performance.now() - startedAt).toBeGreaterThan(25);
  });

  it('lets calls pass before', async () => {
    const { client, emulator } = await startParameterStore();
    emulator.failures.plan({ kind: 'throttle', operation: 'GetParametersByPath', skip: 1 });
    await expect(client.send(list())).resolves.toMatchObject({ Parameters: [] });
    await expect(client.send(put())).resolves.toMatchObject({ Version: 1 });
    await expect(client.send(list())).rejects.toMatchObject({ name: 'ThrottlingException' });
  });

  it('does what it is asked, and breaks the connection instead of saying so', async () => {
    const { client, emulator } = await startParameterStore();
    emulator.failures.plan({ kind: 'lost' });
    await expect(client.send(put())).rejects.toThrow();
    expect(emulator.parameters.listBelow('/team', 'all levels')).toHaveLength(1);
  });

  it('is dropped on request', async () => {
    const { client, emulator } = await startParameterStore();
    emulator.failures.plan({ kind: 'throttle', calls: 100 });
    emulator.failures.clear();
    await expect(client.send(list())).resolves.toMatchObject({ Parameters: [] });
  });
});

describe('/_local/parameter-store/failures', () => {
  async function call(url: string, method: string, body?: string) {
    const path = `${url}/_local/parameter-store/failures`;
    const response = await fetch(path, { method, body: body ?? null });
    return { status: response.status, body: await response.json() };
  }

  it('plans, lists and drops', async () => {
    const { client, url } = await startParameterStore();
    const planned = {
      status: 200,
      body: {
        pending: [
          { kind: 'throttle', operation: 'PutParameter', skip: 0, calls: 3, delayMillis: 1000 },
        ],
      },
    };
    const plan = '{"kind":"throttle","operation":"PutParameter","calls":3}';
    expect(await call(url, 'POST', plan)).toEqual(planned);
    expect(await call(url, 'GET')).toEqual(planned);
    await expect(client.send(put())).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(await call(url, 'DELETE')).toEqual({ status: 200, body: { pending: [] } });
    await expect(client.send(put())).resolves.toMatchObject({ Version: 1 });
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
    const { emulator, url } = await startParameterStore();
    expect(await call(url, 'POST', body)).toEqual({ status: 400, body: { message } });
    expect(emulator.failures.pending).toEqual([]);
  });

  it('is the only path of its kind', async () => {
    const { url } = await startParameterStore();
    const response = await fetch(`${url}/_local/parameter-store/other`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      message: 'there is only /_local/parameter-store/failures',
    });
  });
});
