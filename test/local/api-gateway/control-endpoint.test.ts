import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ApiKeys } from '../../../local/api-gateway/api-keys';
import { createApiKeysEndpoint } from '../../../local/api-gateway/control-endpoint';
import { serveOnLoopback } from '../../../local/loopback-server';
import { sendEndlessly } from '../../security/raw-socket';

const VALUE = 'v'.repeat(40);
const PLAN = '"throttle":{"rateLimit":1,"burstLimit":2},"quota":{"limit":100,"period":"WEEK"}';
let apiKeys: ApiKeys;
let url: string;

beforeEach(async () => {
  apiKeys = new ApiKeys();
  const server = await serveOnLoopback(createApiKeysEndpoint(apiKeys));
  url = server.url;
  onTestFinished(() => server.close());
});

async function ask(method: string, path = '', body?: string): Promise<[number, unknown]> {
  const response = await fetch(`${url}/_local/api-keys${path}`, {
    method,
    ...(body === undefined ? {} : { body }),
  });
  return [response.status, await response.json()];
}

const KEY = { id: 'a1', enabled: true, usagePlan: {} };

describe('a key', () => {
  it('is created with a usage plan, and its value is shown only once', async () => {
    const created = {
      id: 'a1',
      value: VALUE,
      enabled: true,
      usagePlan: {
        throttle: { rateLimit: 1, burstLimit: 2 },
        quota: { limit: 100, period: 'WEEK' },
      },
    };
    expect(await ask('POST', '', `{"id":"a1","value":"${VALUE}",${PLAN}}`)).toEqual([201, created]);
    const { value: _, ...shown } = created;
    expect(await ask('GET')).toEqual([200, { apiKeys: [shown] }]);
    expect(apiKeys.find(VALUE)?.id).toBe('a1');
  });

  it('is generated if the body is empty', async () => {
    const [status, created] = await ask('POST', '', '{}');
    expect(status).toBe(201);
    expect(created).toEqual({
      id: expect.stringMatching(/^[a-z0-9]{10}$/),
      value: expect.stringMatching(/^[a-z0-9]{40}$/),
      enabled: true,
      usagePlan: {},
    });
  });

  it('is disabled and deleted', async () => {
    await ask('POST', '', '{"id":"a1"}');
    const disabled = { apiKeys: [{ ...KEY, enabled: false }] };
    expect(await ask('PATCH', '/a1', '{"enabled":false}')).toEqual([200, disabled]);
    expect(await ask('DELETE', '/a1')).toEqual([200, { apiKeys: [] }]);
    expect(await ask('DELETE', '/a1')).toEqual([404, { message: 'no API key has the ID a1' }]);
  });
});

describe('a request is refused', () => {
  it.each([
    ['POST', '', '', 400, 'the body is not a JSON object'],
    ['POST', '', '[]', 400, 'the body is not a JSON object'],
    ['POST', '', '{"id":"A"}', 400, 'id "A" is not 1 to 19 lower-case letters and digits'],
    ['POST', '', '{"value":"secret"}', 400, 'value is not 20 to 128 letters, digits and "_~+/=-"'],
    ['POST', '', '{"enabled":"no"}', 400, 'enabled "no" is not true or false'],
    ['POST', '', '{"limit":1}', 400, 'unknown member "limit"'],
    [
      'POST',
      '',
      '{"throttle":{"rateLimit":1}}',
      400,
      'throttle.burstLimit undefined is not a number from 0',
    ],
    [
      'POST',
      '',
      '{"quota":{"limit":-1,"period":"DAY"}}',
      400,
      'quota.limit -1 is not a number from 0',
    ],
    [
      'POST',
      '',
      '{"quota":{"limit":1,"period":"day"}}',
      400,
      'quota.period "day" is not one of DAY, WEEK, MONTH',
    ],
    ['PATCH', '/a1', '{}', 400, 'enabled undefined is not true or false'],
    ['PUT', '', '{}', 405, 'PUT is not allowed'],
    ['POST', '/a1', '{}', 405, 'POST is not allowed'],
    ['DELETE', '', undefined, 405, 'DELETE is not allowed'],
  ])('%s %s %s', async (method, path, body, status, message) => {
    expect(await ask(method, path, body)).toEqual([status, { message }]);
  });
});

describe('a body', () => {
  const MOST_BYTES = 64 * 1024;
  const filler = (bytes: number) => `{"id":"a1"}${' '.repeat(bytes - 11)}`;

  it('of 64 KB is read', async () => {
    expect(await ask('POST', '', filler(MOST_BYTES))).toMatchObject([201, { id: 'a1' }]);
  });

  it('of 64 KB and one byte is refused', async () => {
    const message = 'the body is longer than 65536 bytes';
    expect(await ask('POST', '', filler(MOST_BYTES + 1))).toEqual([413, { message }]);
    expect(apiKeys.list()).toEqual([]);
  });

  it('that never ends is read only up to a limit', async () => {
    const { text, sentBytes } = await sendEndlessly(url, { path: '/_local/api-keys' });
    expect(text).toMatch(/^HTTP\/1\.1 413 /);
    expect(sentBytes).toBeLessThan(64 * 1024 * 1024);
  });
});
