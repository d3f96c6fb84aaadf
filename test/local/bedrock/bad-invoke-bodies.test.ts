import { describe, expect, it } from 'vitest';
import { askJson, readJson } from './ask';
import { CLAUDE, GPT_OSS, NOVA, startEmulator } from './start-emulator';

const MALFORMED = (violation: string) =>
  `Malformed input request: ${violation}, please reformat your input and try again.`;

describe('invoke bodies', () => {
  const anthropic = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 10 };
  const user = { role: 'user', content: 'Hi' };

  it.each([
    [CLAUDE, [], 'the body is not a JSON object'],
    [CLAUDE, { max_tokens: 10, messages: [user] }, '#: required key [anthropic_version] not found'],
    [
      CLAUDE,
      { anthropic_version: 'x', messages: [user] },
      '#: required key [max_tokens] not found',
    ],
    [CLAUDE, anthropic, '#: required key [messages] not found'],
    [
      CLAUDE,
      { ...anthropic, messages: [] },
      '#/messages: expected minimum item count: 1, found: 0',
    ],
    [CLAUDE, { ...anthropic, messages: 'Hi' }, '#/messages: expected type: JSONArray'],
    [CLAUDE, { ...anthropic, messages: ['Hi'] }, '#/messages/0: expected type: JSONObject'],
    [
      CLAUDE,
      { ...anthropic, messages: [{ role: 'user', content: 7 }] },
      '#/messages/0/content: expected type: JSONArray',
    ],
    [
      CLAUDE,
      { ...anthropic, max_tokens: -1, messages: [user] },
      '#/max_tokens: expected a positive integer',
    ],
    [NOVA, { messages: [user] }, '#/messages/0/content: expected type: JSONArray'],
    [GPT_OSS, { messages: [{ role: 'user' }] }, '#/messages/0/content: required key not found'],
    [
      'arn:aws:bedrock:us-east-1:111122223333:provisioned-model%2Fabc123def456',
      { prompt: 'Hi' },
      '#: required key [messages] not found',
    ],
  ])('refuses for %s %j', async (modelId, body, violation) => {
    const { url } = await startEmulator();
    for (const ending of ['invoke', 'invoke-with-response-stream']) {
      const answer = await askJson(`${url}/model/${modelId}/${ending}`, body);
      expect(answer.status).toBe(400);
      expect(answer.headers['x-amzn-errortype']).toMatch(/^ValidationException:/);
      expect(readJson(answer)).toEqual({ message: MALFORMED(violation) });
    }
  });
});
