import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BUILT_IN_CATALOG } from '../../../../../lambda/core/catalog/catalog';
import { findWire } from '../../../../../lambda/core/wire/find-wire';
import { arbitraryJsonText } from '../../json/arbitrary-json-text';

const MODELS = [
  'us.anthropic.claude-sonnet-4-6',
  'us.anthropic.claude-opus-4-7',
  'us.amazon.nova-2-lite-v1:0',
  'us.amazon.nova-lite-v1:0',
  'google.gemma-3-27b-it',
  'us.acme.unknown-v1:0',
];
const LONG = 'Terms of delivery. '.repeat(700);

/** Each setting is there or not. */
const settings = fc.record(
  {
    defaults: fc.constant({ inferenceConfig: { maxTokens: 50 } }),
    set: fc.constant({ inferenceConfig: { stopSequences: ['END'] } }),
    guardrail: fc.constant({ id: 'abc123', version: '1' }),
    promptCaching: fc.constant('auto' as const),
    thinking: fc.constant({ budgetTokens: 2_000, interleaved: true }),
  },
  { requiredKeys: [] },
);

/** Whatever else a caller writes, in its own white space and escapes. */
const body = fc
  .tuple(arbitraryJsonText, arbitraryJsonText, arbitraryJsonText)
  .map(
    ([one, other, last]) =>
      `{ "one":${one}, "system":[ {"text":"${LONG}","other":${other}}],"messages" :[{"role":"user", "content":[{"text":"Hi","last":${last}} ]} ] }`,
  );

const INSERTED = [
  'serviceTier',
  'guardrailConfig',
  'additionalModelRequestFields',
  'inferenceConfig',
];
const CACHE_POINT = ',{"cachePoint":{"type":"default"}}';

/** The text without what was inserted. */
function takeOut(text: string): string {
  const own = INSERTED.reduce(takeOutMember, text);
  return own.replaceAll(CACHE_POINT, '');
}

/** Takes an object out that stands before the caller's own members. */
function takeOutMember(text: string, name: string): string {
  const start = text.indexOf(`"${name}":{`);
  if (start < 0 || start > text.indexOf('"one":')) return text;
  let depth = 0;
  for (let end = text.indexOf('{', start); ; end += 1) {
    depth += text[end] === '{' ? 1 : text[end] === '}' ? -1 : 0;
    if (depth === 0) return text.slice(0, start) + text.slice(end + 2);
  }
}

it('a body differs from the caller’s by nothing but what settings, tier and topK insert', () => {
  const wire = findWire('converse');
  fc.assert(
    fc.property(
      body,
      settings,
      fc.constantFrom(...MODELS),
      fc.constantFrom('default', 'flex'),
      fc.option(fc.constant({ topK: 5 }), { nil: undefined }),
      (text, asked, baseModelId, tier, adaptation) => {
        const read = wire.read({ headers: {}, body: text, settings: asked, adaptation });
        const written = wire.write(read, { baseModelId, tier }, BUILT_IN_CATALOG);
        expect(takeOut(String(written.body))).toBe(text);
      },
    ),
  );
});
