import { describe, expect, it } from 'vitest';
import { rows } from '../rows';
import { ask, askJson } from './ask';
import { COUNTED, MESSAGES, NOVA, readRefusal, SharedEmulator, violate } from './share-emulator';

const bedrock = new SharedEmulator();
const CONVERSE = `/model/${NOVA}/converse`;

/** Expects that all operations refuse the body in the same way. */
async function expectRefusals(
  paths: readonly string[],
  body: unknown,
  [exception, message]: readonly [string, string],
) {
  for (const path of paths) {
    expect(await bedrock.refuse(path, body)).toEqual([400, exception, { message }]);
  }
}

describe('a Converse body', () => {
  const paths = [CONVERSE, `${CONVERSE}-stream`];
  const sixteen = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`k${index}`, '']));

  it.each(['', '{', 'null', '[]', '"x"', '\u0000\u0001'])('is no object: %j', async (body) => {
    const answer = await ask(bedrock.url + CONVERSE, { body });
    const message = 'The request body is not a JSON object';
    expect(readRefusal(answer)).toEqual([400, 'SerializationException', { message }]);
  });

  it('has no messages', async () => {
    const message = violate(' null', 'messages', 'not be null');
    await expectRefusals(paths, {}, ['ValidationException', message]);
  });

  it.each(
    rows(`
      {"messages":null}                                           → null     → messages                  → not be null
      {"messages":[{"role":"tool","content":[{"text":"Hi"}]}]}    → 'tool'   → messages.1.member.role    → satisfy enum value set: [user, assistant, system]
      {"messages":[null]}                                         → null     → messages.1.member.role    → satisfy enum value set: [user, assistant, system]
      {"inferenceConfig":{"maxTokens":0}}                         → '0'      → inferenceConfig.maxTokens → have value greater than or equal to 1
      {"inferenceConfig":{"temperature":1.1}}                     → '1.1'    → inferenceConfig.temperature → have value less than or equal to 1
      {"inferenceConfig":{"topP":-0.5}}                           → '-0.5'   → inferenceConfig.topP      → have value greater than or equal to 0
      {"inferenceConfig":{"stopSequences":["a",""]}}              → ''       → inferenceConfig.stopSequences.2.member → have length greater than or equal to 1
      {"toolConfig":{}}                                           → null     → toolConfig.tools          → not be null
      {"toolConfig":{"tools":[]}}                                 → '[]'     → toolConfig.tools          → have length greater than or equal to 1
      {"performanceConfig":{"latency":"fast"}}                    → 'fast'   → performanceConfig.latency → satisfy enum value set: [standard, optimized]
      {"outputConfig":{"effort":"as-high-as-it-gets"}}            → 'as-high-as-it-gets' → outputConfig.effort → have length less than or equal to 16
      {"projectIdentifier":"my project"}                          → 'my project' → projectIdentifier → satisfy regular expression pattern: ([a-zA-Z0-9_-]+|arn:aws(|-us-gov|-cn|-iso|-iso-b|-iso-f|-eusc):bedrock:[0-9a-z-]{1,20}:[0-9]{12}:project/[a-zA-Z0-9_-]+)
      {"serviceTier":{}}                                          → null     → serviceTier.type          → not be null
    `),
  )('violates with %s: %s at %s', async (members, value = '', member = '', constraint = '') => {
    const body = { messages: MESSAGES, ...JSON.parse(members ?? '') };
    const message = violate(` ${value}`, member, constraint);
    await expectRefusals(paths, body, ['ValidationException', message]);
  });

  it.each([
    [{}, 'have length greater than or equal to 1'],
    [{ ...sixteen, more: '' }, 'have length less than or equal to 16'],
    [{ 'cost%': '1' }, 'satisfy regular expression pattern: [a-zA-Z0-9\\s:_@$#=/+,-.]{1,256}'],
    [{ name: 'Müller' }, 'satisfy regular expression pattern: [a-zA-Z0-9\\s:_@$#=/+,-.]{0,256}'],
    [
      { name: 'v'.repeat(257) },
      'satisfy regular expression pattern: [a-zA-Z0-9\\s:_@$#=/+,-.]{0,256}',
    ],
  ])('has invalid request metadata: %j', async (requestMetadata, constraint) => {
    const body = { messages: MESSAGES, requestMetadata };
    const message = violate('', 'requestMetadata', constraint);
    await expectRefusals(paths, body, ['ValidationException', message]);
  });

  it.each(
    rows(`
      []                                                  → A conversation must start with a user message. Try again with a conversation that starts with a user message.
      [{"role":"assistant","content":[{"text":"Hi"}]}]    → A conversation must start with a user message. Try again with a conversation that starts with a user message.
      [{"role":"user","content":[{"text":"Hi"}]},{"role":"user","content":[{"text":"Hi"}]}] → A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.
      [{"role":"system","content":[{"text":"Hi"}]},{"role":"user","content":[{"text":"Hi"}]}] → A conversation must start with a user message. Try again with a conversation that starts with a user message.
      [{"role":"user","content":[{"text":"Hi"}]},{"role":"assistant","content":[{"text":"Hi"}]},{"role":"system","content":[{"text":"Hi"}]}] → A system message must follow a user message and must be the last message or be followed by an assistant message.
      [{"role":"user","content":[{"text":"Hi"}]},{"role":"system","content":[{"text":"Hi"}]},{"role":"user","content":[{"text":"Hi"}]}] → A system message must follow a user message and must be the last message or be followed by an assistant message.
      [{"role":"user","content":[{"text":"Hi"}]},{"role":"system","content":[{"text":"Hi"}]},{"role":"system","content":[{"text":"Hi"}]}] → A system message must follow a user message and must be the last message or be followed by an assistant message.
      [{"role":"user","content":[{"text":"Hi"}]},{"role":"system","content":[{"toolUse":{}}]}] → The toolUse block at messages.1.content.0 is not allowed in a message with the role system.
      [{"role":"user","content":[{"toolAddition":{"tool":{"name":"a"}}}]}] → The toolAddition block at messages.0.content.0.toolAddition is not allowed in a message with the role user.
      [{"role":"user","content":[{"text":"Hi"}]},{"role":"system","content":[{"toolRemoval":{}}]}] → The tool field at messages.1.content.0.toolRemoval is missing.
      [{"role":"user","content":[{"txt":"Hi"}]}] → ContentBlock object at messages.0.content.0 must set one of the following keys: text, image, document, video, audio, toolUse, toolResult, guardContent, cachePoint, reasoningContent, citationsContent, searchResult, toolAddition, toolRemoval.
      [{"role":"user","content":[{"text":"Hi","image":{}}]}] → ContentBlock object at messages.0.content.0 must set one of the following keys: text, image, document, video, audio, toolUse, toolResult, guardContent, cachePoint, reasoningContent, citationsContent, searchResult, toolAddition, toolRemoval.
      [{"role":"user","content":[]}]                      → The content field in the Message object at messages.0 is empty. Add a ContentBlock object to the content field and try again.
      [{"role":"user","content":[{"text":" \\n"}]}]       → The text field in the ContentBlock object at messages.0.content.0 is blank. Add text to the text field, and try again.
    `),
  )('has invalid messages: %s', async (messages, message = '') => {
    const body = { messages: JSON.parse(messages ?? '') };
    await expectRefusals(paths, body, ['ValidationException', message]);
  });

  it.each(
    rows(`
      {"messages":"Hi"}                                  → STRING_VALUE can not be converted to a List
      {"messages":["Hi"]}                                → STRING_VALUE can not be converted to a Structure
      {"messages":[{"role":"user","content":[{"text":7}]}]} → NUMBER_VALUE can not be converted to a String
      {"system":"Hi"}                                    → STRING_VALUE can not be converted to a List
      {"inferenceConfig":{"maxTokens":1.5}}              → NUMBER_VALUE can not be converted to an Integer
      {"inferenceConfig":{"temperature":"1"}}            → STRING_VALUE can not be converted to a Float
      {"inferenceConfig":{"topP":{}}}                    → Start of structure or map found where not expected.
      {"outputConfig":"high"}                            → STRING_VALUE can not be converted to a Structure
      {"outputConfig":{"effort":5}}                      → NUMBER_VALUE can not be converted to a String
      {"projectIdentifier":5}                            → NUMBER_VALUE can not be converted to a String
      {"toolConfig":{"tools":{}}}                        → Start of structure or map found where not expected.
      {"serviceTier":"flex"}                             → STRING_VALUE can not be converted to a Structure
      {"serviceTier":7}                                  → NUMBER_VALUE can not be converted to a Structure
      {"serviceTier":true}                               → TRUE_VALUE can not be converted to a Structure
      {"serviceTier":["flex"]}                           → Start of list found where not expected
      {"serviceTier":{"type":7}}                         → NUMBER_VALUE can not be converted to a String
      {"serviceTier":{"type":{}}}                        → Start of structure or map found where not expected.
      {"requestMetadata":"team"}                         → STRING_VALUE can not be converted to a Structure
      {"requestMetadata":["team"]}                       → Start of list found where not expected
      {"requestMetadata":{"page":7}}                     → NUMBER_VALUE can not be converted to a String
    `),
  )('has a member of the wrong type: %s', async (members, message = '') => {
    const body = { messages: MESSAGES, ...JSON.parse(members ?? '') };
    await expectRefusals(paths, body, ['SerializationException', message]);
  });

  it.each([
    { requestMetadata: null },
    { requestMetadata: { 'cost:centre': 'a b/c' } },
    { requestMetadata: sixteen },
    { requestMetadata: { ['k'.repeat(256)]: 'v'.repeat(256) } },
    { serviceTier: null },
    { messages: [{ role: 'user', content: [{ text: 'Page', colour: 'blue' }], mood: 1 }] },
    { weather: { sun: true } },
    { messages: [...MESSAGES, { role: 'system', content: [{ text: 'Answer in JSON.' }] }] },
    {
      messages: [
        ...MESSAGES,
        {
          role: 'system',
          content: [
            { toolAddition: { tool: { name: 'a' } } },
            { toolRemoval: { tool: { name: 'b' } } },
          ],
        },
        { role: 'assistant', content: [{ text: '{' }] },
        ...MESSAGES,
      ],
    },
    { outputConfig: { effort: 'xhigh', textFormat: {} } },
    { projectIdentifier: 'claims-2026' },
    { projectIdentifier: 'arn:aws:bedrock:us-east-1:111122223333:project/claims' },
    { inferenceConfig: { temperature: 0, topP: 1, stopSequences: ['.'] } },
    { performanceConfig: { latency: 'optimized' } },
  ])('is valid: %j', async (members) => {
    const body = { messages: MESSAGES, ...members };
    expect(await askJson(bedrock.url + CONVERSE, body)).toMatchObject({ status: 200 });
  });
});

describe('an invoke body', () => {
  const invoke = (modelId: string) =>
    ['invoke', 'invoke-with-response-stream'].map((ending) => `/model/${modelId}/${ending}`);
  const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
  const ARN = 'arn:aws:bedrock:us-east-1:111122223333:provisioned-model%2Fabc123def456';

  it.each(
    rows(`
      ${CLAUDE} → [] → the body is not a JSON object
      ${CLAUDE} → {"max_tokens":9,"messages":[{"role":"user","content":"Hi"}]} → #: required key [anthropic_version] not found
      ${CLAUDE} → {"anthropic_version":"x","messages":[{"role":"user","content":"Hi"}]} → #: required key [max_tokens] not found
      ${CLAUDE} → {"anthropic_version":"x","max_tokens":9} → #: required key [messages] not found
      ${CLAUDE} → {"anthropic_version":"x","max_tokens":9,"messages":[]} → #/messages: expected minimum item count: 1, found: 0
      ${CLAUDE} → {"anthropic_version":"x","max_tokens":9,"messages":"Hi"} → #/messages: expected type: JSONArray
      ${CLAUDE} → {"anthropic_version":"x","max_tokens":9,"messages":["Hi"]} → #/messages/0: expected type: JSONObject
      ${CLAUDE} → {"anthropic_version":"x","max_tokens":9,"messages":[{"role":"user","content":7}]} → #/messages/0/content: expected type: JSONArray
      ${CLAUDE} → {"anthropic_version":"x","max_tokens":-1,"messages":[{"role":"user","content":"Hi"}]} → #/max_tokens: expected a positive integer
      ${NOVA} → {"messages":[{"role":"user","content":"Hi"}]} → #/messages/0/content: expected type: JSONArray
      openai.gpt-oss-120b-1:0 → {"messages":[{"role":"user"}]} → #/messages/0/content: required key not found
      ${ARN} → {"prompt":"Hi"} → #: required key [messages] not found
    `),
  )('is not in the format of %s: %s', async (modelId = '', body = '', violation = '') => {
    const message = `Malformed input request: ${violation}, please reformat your input and try again.`;
    await expectRefusals(invoke(modelId), JSON.parse(body), ['ValidationException', message]);
  });

  it('has an invalid tier in a header', async () => {
    const headers = { 'x-amzn-bedrock-service-tier': 'standard' };
    const message = 'service tier provided is invalid';
    for (const path of invoke(NOVA)) {
      const refusal = await bedrock.refuse(path, { messages: MESSAGES }, headers);
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
    const refusal = await bedrock.refuse(`/model/${COUNTED}/count-tokens`, body);
    expect(refusal).toEqual([400, 'ValidationException', { message }]);
  },
);

describe('a project', () => {
  const PROFILE =
    'arn:aws:bedrock:us-east-1:111122223333:application-inference-profile%2Fabc123def456';
  const PROJECT_HEADER = 'x-amzn-bedrock-projectidentifier';

  it.each([
    ['claims', 400],
    ['default', 200],
  ])('of an application inference profile may be the default one: %s', async (project, status) => {
    const body = { messages: MESSAGES, projectIdentifier: project };
    const answer = await askJson(`${bedrock.url}/model/${PROFILE}/converse`, body);
    expect(answer.status).toBe(status);
  });

  it.each([
    ['claims', 200],
    ['my project', 400],
  ])('of an invoke operation is a header: %s', async (project, status) => {
    const headers = { [PROJECT_HEADER]: project };
    const answer = await askJson(
      `${bedrock.url}/model/${NOVA}/invoke`,
      { messages: MESSAGES },
      headers,
    );
    expect(answer.status).toBe(status);
  });
});
