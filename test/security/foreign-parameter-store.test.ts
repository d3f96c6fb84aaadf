import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server';
import { CANARY } from '../fuzz/arbitrary-body';
import { expectSoundLines } from '../fuzz/expect-sound';
import { ask } from '../local/bedrock/ask';
import { until } from '../router/support';
import { attackRouter } from './attack-router';

let parameterStore: LoopbackServer;
/** What it replies to the next call. Later calls succeed, because each failed reading doubles the pause before the next. */
let reply: string | undefined;

beforeAll(async () => {
  parameterStore = await serveOnLoopback((request, response) => {
    request.resume().once('end', () => {
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.1' })
        .end(reply ?? '{"Parameters":[]}');
      reply = undefined;
    });
  });
});
afterAll(() => parameterStore.close());

const router = attackRouter({
  settings: { mappingMaxAgeSeconds: 0 },
  chooseEndpoints: (emulatorsUrl) => ({ bedrockUrl: emulatorsUrl, ssmUrl: parameterStore.url }),
});

const BODY = '{"messages":[{"role":"user","content":[{"text":"x"}]}]}';

it.each([
  ['a text', `password ${CANARY}`],
  ['a member that is no JSON', `{"Parameters":${CANARY}}`],
  ['a page of a proxy', `<html>${CANARY}</html>`],
  ['8 KB', CANARY.repeat(700)],
])('a reply of Parameter Store that is no JSON, such as %s, is in no log', async (_what, text) => {
  reply = text;
  const isUnreadable = (line: string) => line.includes('Parameter Store cannot be read');
  router.log.clear();
  await until(async () => {
    const { status } = await ask(`${router.url}/v1/extraction`, { body: BODY });
    expect(status).toBe(200);
    return router.lines.some(isUnreadable);
  });
  expectSoundLines(router.lines);
  const unreadable = router.lines.filter(isUnreadable).map((line) => JSON.parse(line));
  expect(unreadable[0]).toMatchObject({ level: 'ERROR', cause: { name: 'SyntaxError' } });
});
