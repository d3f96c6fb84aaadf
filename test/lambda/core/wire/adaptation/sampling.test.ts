import { expect, it } from 'vitest';
import { applyEdits } from '../../../../../lambda/core/json/apply-edits';
import {
  listRefusedSampling,
  removeSampling,
} from '../../../../../lambda/core/wire/adaptation/sampling';
import { readJsonBody } from '../../../../../lambda/core/wire/json-body';

it.each([
  [
    'any',
    '{"inferenceConfig":{"temperature":0,"topP":0.1}}',
    '{"inferenceConfig":{"temperature":0,"topP":0.1}}',
  ],
  [
    undefined,
    '{"inferenceConfig":{"temperature":0,"topP":0.1}}',
    '{"inferenceConfig":{"temperature":0,"topP":0.1}}',
  ],
  [
    'one',
    '{"inferenceConfig":{"temperature":0,"topP":0.1,"maxTokens":9}}',
    '{"inferenceConfig":{"temperature":0,"maxTokens":9}}',
  ],
  ['one', '{"inferenceConfig":{"topP":0.1}}', '{"inferenceConfig":{"topP":0.1}}'],
  [
    'one',
    '{"inferenceConfig":{"temperature":null,"topP":0.1}}',
    '{"inferenceConfig":{"temperature":null,"topP":0.1}}',
  ],
  [
    'none',
    '{"inferenceConfig":{"temperature":0,"topP":0.1,"maxTokens":9}}',
    '{"inferenceConfig":{"maxTokens":9}}',
  ],
  ['none', '{"inferenceConfig":{"topP":null}}', '{"inferenceConfig":{}}'],
  ['none', '{"inferenceConfig":{"maxTokens":9}}', '{"inferenceConfig":{"maxTokens":9}}'],
  ['none', '{"inferenceConfig":null,"temperature":0}', '{"inferenceConfig":null,"temperature":0}'],
  ['none', '{}', '{}'],
] as const)(
  'a model that takes %s of temperature and topP gets from %s: %s',
  (sampling, text, written) => {
    const body = readJsonBody(text);
    const model = sampling === undefined ? undefined : { id: 'example.model', sampling };
    const edits = removeSampling(listRefusedSampling(body.json, model));
    expect(applyEdits(body, edits).join('')).toBe(written);
  },
);
