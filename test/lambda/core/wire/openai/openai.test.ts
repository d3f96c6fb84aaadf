import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../../lambda/core/catalog/catalog';
import { SERVICE_TIERS } from '../../../../../lambda/core/ids/service-tier';
import { isJsonObject } from '../../../../../lambda/core/json/json-object';
import type { BedrockAction } from '../../../../../lambda/core/wire/bedrock-action';
import { findWire } from '../../../../../lambda/core/wire/find-wire';
import type { ReceivedRequest } from '../../../../../lambda/core/wire/wire';
import { arbitraryMemberText } from '../../json/arbitrary-json-text';

const GPT = 'openai.gpt-oss-120b-1:0';
const FLEX = { baseModelId: GPT, tier: 'flex' } as const;

function write(
  body: string,
  candidate: { baseModelId: string; tier: (typeof SERVICE_TIERS)[number] } = FLEX,
  {
    action = 'chat-completions',
    ...request
  }: Partial<ReceivedRequest> & {
    action?: BedrockAction;
  } = {},
) {
  const wire = findWire(action);
  return wire.write(wire.read({ headers: {}, ...request, body }), candidate, BUILT_IN_CATALOG);
}

describe('a call', () => {
  it.each([
    ['chat-completions', '/openai/v1/chat/completions'],
    ['chat-completions-stream', '/openai/v1/chat/completions'],
    ['responses', '/openai/v1/responses'],
    ['responses-stream', '/openai/v1/responses'],
  ] as const)('of %s goes to %s', (action, path) => {
    const { body, ...call } = write('{"model":"extraction"}', FLEX, { action });
    expect(call).toEqual({
      action,
      baseModelId: GPT,
      path,
      headers: { 'content-type': 'application/json' },
    });
    expect(String(body)).toBe(`{"service_tier":"flex","model":"${GPT}"}`);
  });

  it.each([
    [`{"model":"${GPT}:flex","a":1.0}`, `{"service_tier":"flex","model":"${GPT}","a":1.0}`],
    [
      ' { "a" : 1e0 , "model" : "extraction" , "service_tier" : "auto" } ',
      ` { "a" : 1e0 , "model" : "${GPT}" , "service_tier" : "flex" } `,
    ],
    ['{"a":"é\\u00e9"}', `{"model":"${GPT}","service_tier":"flex","a":"é\\u00e9"}`],
    [
      String.raw`{"\u006dodel":"extraction","service_tier":"flex"}`,
      String.raw`{"\u006dodel":"${GPT}","service_tier":"flex"}`,
    ],
    [
      `{"__proto__":{"model":"x"},"model":"${GPT}"}`,
      `{"service_tier":"flex","__proto__":{"model":"x"},"model":"${GPT}"}`,
    ],
    [
      '{"model":"m.n","metadata":{"model":"own","service_tier":"own"}}',
      `{"service_tier":"flex","model":"${GPT}","metadata":{"model":"own","service_tier":"own"}}`,
    ],
  ])('has %s with model and tier where they stand', (body, written) => {
    expect(String(write(body).body)).toBe(written);
  });

  it('has the headers that Bedrock reads, and no credentials', () => {
    const headers = {
      authorization: 'Bearer secret',
      'x-api-key': 'secret',
      'openai-organization': 'org-1',
      'openai-project': 'proj_1',
      'openai-beta': 'responses=experimental',
      'x-stainless-lang': 'js',
      'user-agent': 'OpenAI/JS',
      'idempotency-key': 'key-1',
      accept: 'application/json',
      'x-amzn-bedrock-guardrailidentifier': 'gr-1',
      'x-amzn-bedrock-service-tier': 'flex',
    };
    expect(write('{}', FLEX, { headers }).headers).toEqual({
      'content-type': 'application/json',
      'openai-beta': 'responses=experimental',
      accept: 'application/json',
      'x-amzn-bedrock-guardrailidentifier': 'gr-1',
    });
  });

  it('has no metadata of the router, because the body has no place for it', () => {
    const wire = findWire('responses');
    const request = wire.read({ headers: {}, body: '{"metadata":{"own":"1"}}' });
    expect(wire.addMetadata(request, [['router-operation', 'extraction']])).toBe(request);
  });

  it('has the guardrail of the settings in headers, and says that it has no thinking', () => {
    const settings = { guardrail: { id: 'gr1', version: '2' }, thinking: { budgetTokens: 2_000 } };
    expect(write('{}', FLEX, { settings })).toMatchObject({
      headers: {
        'x-amzn-bedrock-guardrailidentifier': 'gr1',
        'x-amzn-bedrock-guardrailversion': '2',
      },
      adapted: { leftOut: ['thinking'], inlinedMedia: 0 },
    });
  });

  it('differs from what was sent in model and tier alone, to the byte', () => {
    const DECIDING = ['model', 'service_tier', 'stream'];
    const others = arbitraryMemberText.filter(
      (text) => !DECIDING.includes(Object.keys(JSON.parse(`{${text}}`))[0] ?? ''),
    );
    const asked = fc.constantFrom('"auto"', '"flex"', '"default"', '"priority"', 'null');
    const tier = fc.constantFrom(...SERVICE_TIERS);
    const parts = fc.tuple(fc.array(others, { maxLength: 3 }), fc.array(others, { maxLength: 3 }));
    fc.assert(
      fc.property(parts, asked, tier, ([before, after], asks, asksFor) => {
        const compose = (model: string, json: string) =>
          `{${[...before, `"model":${model}`, `"service_tier": ${json}`, ...after].join(',')}}`;
        const sent = compose('"extraction"', asks);
        const arrived = String(write(sent, { baseModelId: GPT, tier: asksFor }).body);
        if (asksFor !== 'default') return arrived === compose(`"${GPT}"`, `"${asksFor}"`);
        const left = [...before, `"model":"${GPT}"`, ...after].join(',');
        return arrived.replace(/\s/g, '') === `{${left}}`.replace(/\s/g, '');
      }),
    );
  });
});

describe('a request', () => {
  it.each([
    ['{"service_tier":"flex"}', {}, 'flex'],
    ['{"service_tier":"auto"}', {}, undefined],
    ['{}', { 'x-amzn-bedrock-service-tier': 'ultrafast' }, 'ultrafast'],
    ['{"service_tier":"auto"}', { 'x-amzn-bedrock-service-tier': 'priority' }, 'priority'],
    ['{"service_tier":"default"}', { 'x-amzn-bedrock-service-tier': 'standard' }, 'default'],
  ])('of %s and %j asks for %s', (body, headers, askedTier) => {
    expect(findWire('chat-completions').read({ headers, body }).askedTier).toBe(askedTier);
  });

  it('that asks twice for different tiers is refused', () => {
    const headers = { 'x-amzn-bedrock-service-tier': 'flex' };
    expect(() =>
      findWire('responses').read({ headers, body: '{"service_tier":"priority"}' }),
    ).toThrow(
      'the header asks for service tier "flex" and the body for "priority"; send one of them',
    );
  });

  it('is read once if its body was read before', () => {
    const wire = findWire('chat-completions');
    const { body } = wire.read({ headers: {}, body: '{"model":"extraction"}' });
    expect(wire.read({ headers: {}, body }).body).toBe(body);
    expect(isJsonObject(body.json)).toBe(true);
  });
});
