import { expect, it } from 'vitest';
import { askJson, readJson } from '../ask';
import { MESSAGES, NOVA, startEmulator } from '../start-emulator';

const SIXTEEN = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`k${index}`, '']));
const VIOLATED =
  "1 validation error detected: Value at 'requestMetadata' failed to satisfy constraint: Member must";

it.each([
  ['null', null],
  ['a pair', { 'cost:centre': 'a b/c' }],
  ['sixteen pairs', SIXTEEN],
  ['the longest', { ['k'.repeat(256)]: 'v'.repeat(256) }],
])('is served with request metadata: %s', async (_, requestMetadata) => {
  const { url } = await startEmulator();
  const body = { messages: MESSAGES, requestMetadata };
  expect((await askJson(`${url}/model/${NOVA}/converse`, body)).status).toBe(200);
});

it.each([
  [{}, `${VIOLATED} have length greater than or equal to 1`],
  [{ ...SIXTEEN, more: '' }, `${VIOLATED} have length less than or equal to 16`],
  [
    { 'cost%': '1' },
    `${VIOLATED} satisfy regular expression pattern: [a-zA-Z0-9\\s:_@$#=/+,-.]{1,256}`,
  ],
  [
    { name: 'Müller' },
    `${VIOLATED} satisfy regular expression pattern: [a-zA-Z0-9\\s:_@$#=/+,-.]{0,256}`,
  ],
  [
    { name: 'v'.repeat(257) },
    `${VIOLATED} satisfy regular expression pattern: [a-zA-Z0-9\\s:_@$#=/+,-.]{0,256}`,
  ],
])('refuses the request metadata %j', async (requestMetadata, message) => {
  const { url } = await startEmulator();
  const answer = await askJson(`${url}/model/${NOVA}/converse-stream`, {
    messages: MESSAGES,
    requestMetadata,
  });
  expect([answer.status, readJson(answer)]).toEqual([400, { message }]);
});

it.each(['team', ['team'], { page: 7 }])('cannot read %j', async (requestMetadata) => {
  const { url } = await startEmulator();
  const body = { messages: MESSAGES, requestMetadata };
  const answer = await askJson(`${url}/model/${NOVA}/converse`, body);
  expect(answer.headers['x-amzn-errortype']).toMatch(/^SerializationException/);
});
