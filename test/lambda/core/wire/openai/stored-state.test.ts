import { expect, it } from 'vitest';
import { continuesStored, findReach } from '../../../../../lambda/core/wire/openai/stored-state';
import { RequestBody } from '../../../../../lambda/core/wire/request-body';

it.each([
  ['{"store":false}', undefined, false],
  ['{"store":false,"previous_response_id":null,"conversation":null}', undefined, false],
  ['{}', 'connection', false],
  ['{"store":null}', 'connection', false],
  ['{"store":true}', 'model', false],
  ['{"store":false,"previous_response_id":"resp_1"}', 'model', true],
  ['{"conversation":{"id":"conv_1"}}', 'model', true],
  ['{"prompt":{"id":"pmpt_1"}}', 'model', true],
  ['{"store":false,"input":[{"type":"item_reference","id":"rs_1"}]}', 'model', true],
])('a response of %s reaches as far as %s', (text, reach, continues) => {
  const body = new RequestBody(text);
  expect(findReach(body, 'responses')).toBe(reach);
  expect(continuesStored(body)).toBe(continues);
});

it('leaves a chat completion free, which is stored for nobody’s next request', () => {
  expect(findReach(new RequestBody('{"store":true}'), 'chat-completions')).toBeUndefined();
});
