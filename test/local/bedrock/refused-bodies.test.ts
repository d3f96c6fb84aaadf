import { describe, expect, it } from 'vitest';
import { ask, askJson } from './ask';
import {
  CLAUDE,
  GPT_OSS,
  MESSAGES,
  NOVA,
  readRefusal,
  SharedEmulator,
  violate,
} from './share-emulator';

const bedrock = new SharedEmulator();
const CONVERSE = `/model/${NOVA}/converse`;

describe('a Converse body', () => {
  it.each(['', '{', 'null', '[]', '"x"', '\u0000\u0001'])('is no object: %j', async (body) => {
    const answer = await ask(bedrock.url + CONVERSE, { body });
    const message = 'The request body is not a JSON object';
    expect(readRefusal(answer)).toEqual([400, 'SerializationException', { message }]);
  });

  const FIRST_TURN =
    'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
  const ROLES = 'satisfy enum value set: [user, assistant]';
  const METADATA = '[a-zA-Z0-9\\s:_@$#=/+,-.]';
  const violateMetadata = (constraint: string) => violate('', 'requestMetadata', constraint);
  const sixteen = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`k${index}`, '']));

  it.each([
    [{}, violate(' null', 'messages', 'not be null')],
    [{ messages: [] }, FIRST_TURN],
    [{ messages: [{ role: 'assistant', content: [{ text: 'Hi' }] }] }, FIRST_TURN],
    [
      { messages: [...MESSAGES, ...MESSAGES] },
      'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.',
    ],
    [
      { messages: [{ role: 'system', content: [{ text: 'Hi' }] }] },
      violate(" 'system'", 'messages.1.member.role', ROLES),
    ],
    [{ messages: [null] }, violate(' null', 'messages.1.member.role', ROLES)],
    [
      { messages: [{ role: 'user', content: [] }] },
      'The content field in the Message object at messages.0 is empty. Add a ContentBlock object to the content field and try again.',
    ],
    [
      { messages: [{ role: 'user', content: [{ text: ' \n' }] }] },
      'The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again.',
    ],
    [
      { messages: MESSAGES, inferenceConfig: { maxTokens: 0 } },
      violate(" '0'", 'inferenceConfig.maxTokens', 'have value greater than or equal to 1'),
    ],
    [{ messages: MESSAGES, serviceTier: {} }, violate(' null', 'serviceTier.type', 'not be null')],
    [
      { messages: MESSAGES, requestMetadata: {} },
      violateMetadata('have length greater than or equal to 1'),
    ],
    [
      { messages: MESSAGES, requestMetadata: { ...sixteen, more: '' } },
      violateMetadata('have length less than or equal to 16'),
    ],
    [
      { messages: MESSAGES, requestMetadata: { 'cost%': '1' } },
      violateMetadata(`satisfy regular expression pattern: ${METADATA}{1,256}`),
    ],
    [
      { messages: MESSAGES, requestMetadata: { name: 'Müller' } },
      violateMetadata(`satisfy regular expression pattern: ${METADATA}{0,256}`),
    ],
    [
      { messages: MESSAGES, requestMetadata: { name: 'v'.repeat(257) } },
      violateMetadata(`satisfy regular expression pattern: ${METADATA}{0,256}`),
    ],
  ])('is invalid: %j', async (body, message) => {
    for (const ending of ['converse', 'converse-stream']) {
      const refusal = await bedrock.refuse(`/model/${NOVA}/${ending}`, body);
      expect(refusal).toEqual([400, 'ValidationException', { message }]);
    }
  });

  const STRUCTURE_FOUND = 'Start of structure or map found where not expected.';

  it.each([
    [{ messages: 'Hi' }, 'STRING_VALUE can not be converted to a List'],
    [{ messages: ['Hi'] }, 'STRING_VALUE can not be converted to a Structure'],
    [
      { messages: [{ role: 'user', content: [{ text: 7 }] }] },
      'NUMBER_VALUE can not be converted to a String',
    ],
    [{ system: 'Hi' }, 'STRING_VALUE can not be converted to a List'],
    [{ inferenceConfig: { maxTokens: 1.5 } }, 'NUMBER_VALUE can not be converted to an Integer'],
    [{ toolConfig: { tools: {} } }, STRUCTURE_FOUND],
    [{ serviceTier: 'flex' }, 'STRING_VALUE can not be converted to a Structure'],
    [{ serviceTier: 7 }, 'NUMBER_VALUE can not be converted to a Structure'],
    [{ serviceTier: true }, 'TRUE_VALUE can not be converted to a Structure'],
    [{ serviceTier: ['flex'] }, 'Start of list found where not expected'],
    [{ serviceTier: { type: 7 } }, 'NUMBER_VALUE can not be converted to a String'],
    [{ serviceTier: { type: {} } }, STRUCTURE_FOUND],
    [{ requestMetadata: 'team' }, 'STRING_VALUE can not be converted to a Structure'],
    [{ requestMetadata: ['team'] }, 'Start of list found where not expected'],
    [{ requestMetadata: { page: 7 } }, 'NUMBER_VALUE can not be converted to a String'],
  ])('has a member of the wrong type: %j', async (body, message) => {
    for (const ending of ['converse', 'converse-stream']) {
      const refusal = await bedrock.refuse(`/model/${NOVA}/${ending}`, {
        messages: MESSAGES,
        ...body,
      });
      expect(refusal).toEqual([400, 'SerializationException', { message }]);
    }
  });

  it.each([
    { requestMetadata: null },
    { requestMetadata: { 'cost:centre': 'a b/c' } },
    { requestMetadata: sixteen },
    { requestMetadata: { ['k'.repeat(256)]: 'v'.repeat(256) } },
    { serviceTier: null },
    { messages: [{ role: 'user', content: [{ text: 'Page', colour: 'blue' }], mood: 1 }] },
    { weather: { sun: true } },
  ])('is valid: %j', async (members) => {
    const body = { messages: MESSAGES, ...members };
    expect(await askJson(bedrock.url + CONVERSE, body)).toMatchObject({ status: 200 });
  });
});

describe('an invoke body', () => {
  const anthropic = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 10 };
  const user = { role: 'user', content: 'Hi' };
  const ARN = 'arn:aws:bedrock:us-east-1:111122223333:provisioned-model%2Fabc123def456';

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
    [ARN, { prompt: 'Hi' }, '#: required key [messages] not found'],
  ])('is not in the format of %s: %j', async (modelId, body, violation) => {
    const message = `Malformed input request: ${violation}, please reformat your input and try again.`;
    for (const ending of ['invoke', 'invoke-with-response-stream']) {
      const refusal = await bedrock.refuse(`/model/${modelId}/${ending}`, body);
      expect(refusal).toEqual([400, 'ValidationException', { message }]);
    }
  });

  it('has an invalid tier in a header', async () => {
    const headers = { 'x-amzn-bedrock-service-tier': 'standard' };
    const message = 'service tier provided is invalid';
    for (const ending of ['invoke', 'invoke-with-response-stream']) {
      const refusal = await bedrock.refuse(
        `/model/${NOVA}/${ending}`,
        { messages: MESSAGES },
        headers,
      );
      expect(refusal).toEqual([400, 'ValidationException', { message }]);
    }
  });

  it('is longer than 25 MB', async () => {
    const body = Buffer.alloc(25_000_001, ' ');
    const answer = await ask(`${bedrock.url}/model/${NOVA}/invoke`, { body });
    const message = violate('', 'body', 'have length less than or equal to 25000000');
    expect(readRefusal(answer)).toEqual([400, 'ValidationException', { message }]);
    expect(bedrock.emulator.journal.entries[0]).toMatchObject({ status: 400 });
  });
});

it.each([{}, { input: null }, { input: {} }, { input: { invokeModel: {} } }])(
  'a CountTokens body has nothing to count: %j',
  async (body) => {
    const message = violate(' null', 'input', 'not be null');
    const refusal = await bedrock.refuse(`/model/${NOVA}/count-tokens`, body);
    expect(refusal).toEqual([400, 'ValidationException', { message }]);
  },
);
