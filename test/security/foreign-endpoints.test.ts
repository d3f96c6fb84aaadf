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

/** Everything from which the AWS SDK and Node.js read where AWS is. */
const VARIABLES = [
  'AWS_ENDPOINT_URL',
  'AWS_ENDPOINT_URL_BEDROCK_RUNTIME',
  'AWS_ENDPOINT_URL_SSM',
  'AWS_ENDPOINT_URL_DYNAMODB',
  'AWS_REGION',
  'HTTPS_PROXY',
  'NODE_OPTIONS',
];

/** The members, headers or parameters that an attacker names after variables, with the address elsewhere. */
function nameAddress(names: readonly string[]): [string, string][] {
  return names.map((name) => [name, elsewhere.url]);
}

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

  it.each<[string, () => RawQuestion & { query?: string }]>([
    [
      'headers of proxies and of AWS',
      () => {
        const { host } = new URL(elsewhere.url);
        const names = ['x-original-url', 'x-amzn-bedrock-endpoint', 'x-amz-endpoint'];
        const proxy = { 'x-forwarded-host': host, forwarded: `host=${host}` };
        return { headers: { ...proxy, ...Object.fromEntries(nameAddress(names)) } };
      },
    ],
    [
      'headers named as variables',
      () => {
        const names = VARIABLES.flatMap((name) => [name, name.replaceAll('_', '-')]);
        return { headers: Object.fromEntries(nameAddress(names)) };
      },
    ],
    [
      'a query',
      () => {
        const names = ['endpoint', 'modelId', ...VARIABLES];
        return { query: `?${new URLSearchParams(nameAddress(names))}` };
      },
    ],
    [
      'members of the body',
      () => {
        const names = ['endpoint', 'endpointUrl', 'modelId', ...VARIABLES];
        const named = Object.fromEntries(nameAddress(names));
        const members = JSON.stringify({ ...named, env: named }).slice(1, -1);
        return { body: `{${members},${MESSAGES}}` };
      },
    ],
  ])('neither at once nor later: %s', async (_, compose) => {
    bedrock.script(answerOk, answerOk);
    const body = `{${MESSAGES}}`;
    const { query = '', ...question } = compose();
    const url = `${router.url}/v1/extraction`;
    const answers = [await ask(url + query, { body, ...question }), await ask(url, { body })];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(visits).toBe(0);
  });

  it('not a model ID', async () => {
    const { host } = new URL(elsewhere.url);
    const assignments = VARIABLES.map((name) => `${name}=${elsewhere.url}`);
    const addresses = [elsewhere.url, `a.b@${host}`, `//${host}/a.b`, `..//${host}`];
    for (const segment of [...addresses, ...assignments].map(encodeURIComponent)) {
      const { status } = await ask(`${router.url}/model/${segment}/converse`, { body: '{}' });
      expect([400, 404]).toContain(status);
    }
    bedrock.script(answerOk);
    const { status } = await ask(`${router.url}/model/a.b/converse`, { body: `{${MESSAGES}}` });
    expect([status, visits]).toEqual([200, 0]);
  });
});
