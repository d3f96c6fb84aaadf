import { describe, expect, it } from 'vitest';
import { runRouter } from '../../clients/run-router';
import { post, until } from '../support';

const NOWHERE = 'http://127.0.0.1:9';
const GUARDED = { guardrail: { id: 'gr1', version: '1' } };
const MESSAGE = /^the settings of operation "extraction" were not read yet, or are not valid/;

async function refusalOf(response: Response) {
  const { message } = (await response.json()) as { readonly message: string };
  return { status: response.status, code: response.headers.get('x-router-error'), message };
}

describe('while Parameter Store cannot be read', () => {
  const router = runRouter({
    operationSettings: { extraction: GUARDED },
    chooseEndpoints: (bedrockUrl) => ({ bedrockUrl, ssmUrl: NOWHERE }),
  });

  it('an operation with settings is refused, because a request could lack a guardrail', async () => {
    const response = await post(router, '/v1/extraction');
    expect(await refusalOf(response)).toEqual({
      status: 503,
      code: 'mapping-unavailable',
      message: expect.stringMatching(MESSAGE),
    });
    expect(router.arrivals).toEqual([]);
  });

  it('an operation without settings is served as the deploy says', async () => {
    expect((await post(router, '/v1/classification')).status).toBe(200);
  });
});

describe('settings that are not valid', () => {
  const router = runRouter({
    settings: { mappingMaxAgeSeconds: 0.05 },
    operationSettings: { extraction: { gardrail: {} } },
  });
  const write = (value: string) =>
    router.parameters.put({
      name: '/bedrock-tier-router/settings/extraction',
      type: 'String',
      value,
      overwrite: true,
    });
  const statusOf = async (operation: string) => (await post(router, `/v1/${operation}`)).status;

  it('refuse their operation until they are mended, and stay in force once they were valid', async () => {
    expect(await refusalOf(await post(router, '/v1/extraction'))).toMatchObject({ status: 503 });
    expect(await statusOf('classification')).toBe(200);
    expect(
      await router.log.find(
        (line) => line['parameter'] === '/bedrock-tier-router/settings/extraction',
      ),
    ).toMatchObject({
      level: 'ERROR',
      message:
        'Settings refused; the last good ones stay in force, and an operation that never had any answers 503',
      problem: 'the value has no member "gardrail"; did you mean guardrail?',
    });
    write('{"retry":{"attempts":1}}');
    await until(async () => (await statusOf('extraction')) === 200);
    router.log.clear();
    write('{"retry":{"attempts":0}}');
    await until(async () => {
      expect(await statusOf('extraction')).toBe(200);
      return router.log.lines.some((line) => line['level'] === 'ERROR');
    });
    expect(await statusOf('extraction')).toBe(200);
  });
});
