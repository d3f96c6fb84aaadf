import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeContext } from '../../local/lambda/node-runtime';
import { CANARY } from './arbitrary-body';
import { assertWithCorpus, FUZZ_TIMEOUT_MILLIS } from './assert-with-corpus';
import { loadRouter } from './load-router';

const router = loadRouter({
  operations: {
    classification: 'us.amazon.nova-2-lite-v1:0:priority',
    constructor: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0:flex',
  },
});

const content = fc.oneof(
  { weight: 3, arbitrary: fc.constant([{ text: CANARY }]) },
  fc.jsonValue({ maxDepth: 2 }),
);
const inferenceConfig = fc.oneof(
  fc.record(
    {
      temperature: fc.double(),
      topK: fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('deep 900', 'deep 20000')),
      maxTokens: fc.integer(),
    },
    { requiredKeys: [] },
  ),
  fc.jsonValue({ maxDepth: 1 }),
  fc.constant(JSON.parse('{"__proto__":{"polluted":true},"topK":5}')),
);
const hookEvent = fc.record(
  {
    modelId: fc.oneof(fc.constant('LambdaHook'), fc.jsonValue()),
    context: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('Classification', 'constructor', 'OCR') },
      fc.constantFrom('', '__proto__', '../x', 'Classification\n', null, 7, ['classification']),
    ),
    messages: fc.oneof(
      { weight: 3, arbitrary: content.map((parts) => [{ role: 'user', content: parts }]) },
      fc.jsonValue(),
    ),
    system: fc.constantFrom([{ text: CANARY }], null, 'system'),
    inferenceConfig,
    additionalModelRequestFields: fc.jsonValue({ maxDepth: 2 }),
    serviceTier: fc.constantFrom({ type: 'flex' }, { type: 'turbo' }, 'flex', null),
    deep: fc.constantFrom(10, 900, 1_500, 20_000).map((depth) => `deep ${depth}`),
  },
  { requiredKeys: [] },
);

const value = fc.oneof({ weight: 8, arbitrary: hookEvent }, fc.jsonValue());

/** What JSON text is too long to keep for: nesting. */
function deepen(event: unknown): unknown {
  const text = JSON.stringify(event).replace(/"deep (\d+)"/g, (_, depth: string) => {
    return '['.repeat(Number(depth)) + ']'.repeat(Number(depth));
  });
  return JSON.parse(text);
}

const ERROR_NAMES = /^[A-Z][A-Za-z]+(Exception|Error)$/;

it(
  'an event of the hook, whatever is in it, has a response or one error with a name',
  async () => {
    await assertWithCorpus({
      name: 'hook-events',
      values: value,
      runs: 25,
      check: async (event) => {
        const { lambdaHook } = router.function;
        const { outcome, receipts } = await router.trace(() =>
          lambdaHook(deepen(event), composeContext(10_000)).catch((error: unknown) => error),
        );
        if (outcome instanceof Error) {
          expect(outcome.name).toMatch(ERROR_NAMES);
          expect(outcome.name, outcome.stack).not.toMatch(/^(Type|Range|Syntax|Reference)?Error$/);
          expect(outcome.message).not.toContain(CANARY);
        }
        expect(receipts).toHaveLength(1);
      },
    });
  },
  FUZZ_TIMEOUT_MILLIS,
);
