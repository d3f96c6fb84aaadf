import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG, findModel } from '../../../../../lambda/core/catalog/catalog';
import { suitBody } from '../../../../../lambda/core/wire/body-settings/suit-body';
import { RequestBody } from '../../../../../lambda/core/wire/request-body';

const CLAUDE = 'us.anthropic.claude-sonnet-4-6';
const NOVA = 'us.amazon.nova-lite-v1:0';
const OPENAI = 'openai.gpt-5.6-luna';
const UNCACHED = 'deepseek.v3.2';

const LONG = 'x'.repeat(4000);
const POINT = '{"cachePoint":{"type":"default"}}';

function suit(text: string, modelId = CLAUDE): string {
  const model = findModel(BUILT_IN_CATALOG, modelId);
  return suitBody(new RequestBody(text), model, { promptCaching: 'auto' }).body.text;
}

/** A body with a place for each point. */
function compose(point: string, toolPoint = point): string {
  return (
    `{"toolConfig":{"tools":[{"toolSpec":{"name":"a"}} ${toolPoint}] }, "system":[{"text":"${LONG}"}${point}],` +
    `"messages":[{"role":"assistant","content":[{"text":"]}"}]},{"content":[ {"text":"1.0"}${point}],"role":"user"} ]}`
  );
}

it.each([
  [CLAUDE, compose(`,${POINT}`)],
  [NOVA, compose(`,${POINT}`, '')],
  [OPENAI, compose('')],
  [UNCACHED, compose('')],
  ['meta.unknown-v1:0', compose('')],
])('%s gets points where it takes them, and every other byte stays', (modelId, written) => {
  expect(suit(compose(''), modelId)).toBe(written);
});

describe('no point is added', () => {
  it.each([
    ['to a short prompt', compose('').replace(LONG, 'x'.repeat(2000))],
    ['beside a point of the caller’s tools', compose('', `,${POINT}`)],
    ['beside a point of the caller’s system prompt', `{"system":[{"text":"${LONG}"},${POINT}]}`],
    [
      'beside a point of an earlier turn',
      `{"messages":[{"role":"user","content":[{"text":"${LONG}"},${POINT}]},{"role":"user","content":[{"text":"a"}]}]}`,
    ],
    [
      'to lists without items',
      `{"toolConfig":{"tools":[]},"system":[],"messages":[{"role":"user","content":[]}],"x":"${LONG}"}`,
    ],
    [
      'to a turn of the assistant',
      `{"messages":[{"role":"assistant","content":[{"text":"${LONG}"}]}]}`,
    ],
    ['to what are no lists', `{"toolConfig":7,"system":"${LONG}","messages":{"content":[1]}}`],
  ])('%s', (_, text) => {
    expect(suit(text)).toBe(text);
  });
});
