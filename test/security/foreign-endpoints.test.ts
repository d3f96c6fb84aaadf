import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server';
import { runRouter } from '../clients/run-router';
import { runScriptedBedrock } from '../clients/scripted-bedrock';
import { ask, type RawQuestion } from '../local/bedrock/ask';

const bedrock = runScriptedBedrock();
const router = runRouter({ chooseEndpoints: bedrock.chooseEndpoints });

let elsewhere: LoopbackServer;
let visits = 0;

beforeAll(async () => {
  elsewhere = await serveOnLoopback((_request, response) => {
    visits += 1;
    response.end('{}');
  });
});
beforeEach(() => {
  visits = 0;
});
afterAll(() => elsewhere.close());

const MESSAGES = '"messages":[{"role":"user","content":[{"text":"x"}]}]';
const answerOk = (response: ServerResponse) => void response.end('{"output":{}}');

describe('nothing leads the function to another server', () => {
  it.each([301, 302, 303, 307, 308])('not a redirection %d of Bedrock', async (status) => {
    bedrock.script(
      (response) => void response.writeHead(status, { location: elsewhere.url }).end(),
    );
    const answer = await ask(`${router.url}/v1/extraction`, { body: `{${MESSAGES}}` });
    expect(answer.status).toBe(status);
    expect(answer.headers['location']).toBeUndefined();
    expect(visits).toBe(0);
  });

  it('not a header', async () => {
    bedrock.script(answerOk);
    const headers = {
      'x-forwarded-host': new URL(elsewhere.url).host,
      'x-original-url': elsewhere.url,
      'x-amzn-bedrock-endpoint': elsewhere.url,
      'x-amz-endpoint': elsewhere.url,
      forwarded: `host=${new URL(elsewhere.url).host}`,
    };
    const { status } = await ask(`${router.url}/v1/extraction`, { headers, body: `{${MESSAGES}}` });
    expect([status, visits]).toEqual([200, 0]);
  });

  it('not a member of the body', async () => {
    bedrock.script(answerOk);
    const members = ['endpoint', 'endpointUrl', 'AWS_ENDPOINT_URL_BEDROCK_RUNTIME', 'modelId'];
    const body = `{${members.map((name) => `"${name}":"${elsewhere.url}"`).join(',')},${MESSAGES}}`;
    const { status } = await ask(`${router.url}/v1/extraction`, { body });
    expect([status, visits]).toEqual([200, 0]);
  });

  it('not a query', async () => {
    bedrock.script(answerOk);
    const query = `endpoint=${encodeURIComponent(elsewhere.url)}&modelId=a.b`;
    const { status } = await ask(`${router.url}/v1/extraction?${query}`, { body: `{${MESSAGES}}` });
    expect([status, visits]).toEqual([200, 0]);
  });

  it('not a model ID', async () => {
    const { host } = new URL(elsewhere.url);
    const segments = [elsewhere.url, `a.b@${host}`, `//${host}/a.b`, `..//${host}`];
    for (const segment of segments.map(encodeURIComponent)) {
      const { status } = await ask(`${router.url}/model/${segment}/converse`, { body: '{}' });
      expect([400, 404]).toContain(status);
    }
    expect(visits).toBe(0);
  });
});

/** All that the SDK reads of the function's environment to find AWS. */
const VARIABLES = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_BEDROCK_RUNTIME',
  'AWS_ENDPOINT_URL_SSM',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'AWS_REGION',
  'HTTPS_PROXY',
  'NODE_OPTIONS',
];

describe.each(VARIABLES)('%s comes from the deploy alone', (variable) => {
  /** This request and the next one go where the deploy says. */
  async function expectUnmoved(path: string, question: RawQuestion): Promise<void> {
    bedrock.script(answerOk, answerOk);
    const body = `{${MESSAGES}}`;
    const answers = [
      await ask(router.url + path, { body, ...question }),
      await ask(`${router.url}/v1/extraction`, { body }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(visits).toBe(0);
  }

  it('not from a header', async () => {
    const headers = { [variable]: elsewhere.url, [variable.replaceAll('_', '-')]: elsewhere.url };
    await expectUnmoved('/v1/extraction', { headers });
  });

  it('not from a query', async () => {
    await expectUnmoved(`/v1/extraction?${variable}=${encodeURIComponent(elsewhere.url)}`, {});
  });

  it('not from a body', async () => {
    const members = `"${variable}":"${elsewhere.url}","env":{"${variable}":"${elsewhere.url}"}`;
    await expectUnmoved('/v1/extraction', { body: `{${members},${MESSAGES}}` });
  });

  it('not from a model ID', async () => {
    const segment = encodeURIComponent(`${variable}=${elsewhere.url}`);
    const { status } = await ask(`${router.url}/model/${segment}/converse`, { body: '{}' });
    expect([400, 404]).toContain(status);
    expect(visits).toBe(0);
    await expectUnmoved('/model/a.b/converse', {});
  });
});
