import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server';
import { runRouter } from '../clients/run-router';
import { runScriptedBedrock } from '../clients/scripted-bedrock';
import { ask } from '../local/bedrock/ask';

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
