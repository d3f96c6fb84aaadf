import { expect, it } from 'vitest';
import { readConverseJson } from '../../../local/pipeline/read-converse-json';

function reply(...content: object[]): object {
  return { output: { message: { role: 'assistant', content } }, stopReason: 'end_turn' };
}

it.each([
  [[{ text: '{"class":"invoice"}' }], { class: 'invoice' }],
  [[{ text: '{"class":' }, { text: '"invoice"}' }], { class: 'invoice' }],
  [
    [{ reasoningContent: { reasoningText: { text: '{"no":1}' } } }, { text: '{"class":"other"}' }],
    { class: 'other' },
  ],
  [[{ text: '```json\n{"iban":null}\n```\n' }], { iban: null }],
  [[{ text: '```\n{}\n```' }], {}],
])('reads %j', (content, answer) => {
  expect(readConverseJson(reply(...content))).toEqual(answer);
});

it.each([
  [reply({ text: 'I am sorry.' }), 'the model did not answer with a JSON object: I am sorry.'],
  [reply({ text: '["invoice"]' }), 'the model did not answer with a JSON object: ["invoice"]'],
  [reply({ text: 'null' }), 'the model did not answer with a JSON object: null'],
  [reply({ toolUse: {} }), 'the model did not answer with a JSON object: '],
  [
    reply({ text: 'x'.repeat(300) }),
    `the model did not answer with a JSON object: ${'x'.repeat(200)}…`,
  ],
  [{ message: 'Too many tokens' }, 'not a Converse response: {"message":"Too many tokens"}'],
  [{ output: { message: null } }, 'not a Converse response: {"output":{"message":null}}'],
  [undefined, 'not a Converse response: nothing'],
])('quotes a reply without a JSON object: %j', (body, message) => {
  expect(() => readConverseJson(body)).toThrow(new Error(message));
});
