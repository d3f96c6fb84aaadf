import { expect, it } from 'vitest';
import type { Reconciled } from './reconcile';

type Counted = (each: Reconciled) => boolean;

const priced =
  (path: RegExp): Counted =>
  ({ asked, expected }) =>
    path.test(asked.path) && expected.cost !== undefined;
const beginning =
  (text: string): Counted =>
  ({ asked, expected }) =>
    asked.body.startsWith(text) && expected.cost !== undefined;
const openaiStream: Counted = ({ asked, expected }) =>
  asked.body.includes('"stream":true') && expected.cost !== undefined;
const used =
  (column: 2 | 3 | 4): Counted =>
  ({ expected }) =>
    (expected.tokens?.[column] ?? 0) > 0;
const resolved =
  (tier: string): Counted =>
  ({ receipt }) =>
    receipt['resolved_tier'] === tier;
const refused =
  (code: string): Counted =>
  ({ receipt }) =>
    receipt['router_error'] === code;

const BANDS: readonly (readonly [RegExp, number])[] = [
  [/haiku-5-5/, 100_000],
  [/sonnet/, 200_000],
  [/openai/, 272_000],
];

function isAboveBand({ asked, expected }: Reconciled): boolean {
  const [input = 0, , read = 0, written = 0, forHour = 0] = expected.tokens ?? [];
  const prompt = input + read + written + forHour;
  const called = `${asked.path} ${asked.body.slice(0, 50)}`;
  return BANDS.some(([model, least]) => model.test(called) && prompt > least);
}

/** About how many there are of a thousand requests. */
const KINDS: readonly (readonly [what: string, share: number, isCounted: Counted])[] = [
  ['operations', 130, priced(/^\/v1\//)],
  ['direct IDs', 390, priced(/^\/model\//)],
  ['streams of Converse', 78, priced(/\/(converse-)?stream$/)],
  ['streams of invoke calls', 147, priced(/invoke-with-response-stream$/)],
  ['bodies of Anthropic', 130, beginning('{"anthropic_version"')],
  ['bodies of Nova', 56, beginning('{"schemaVersion"')],
  ['bodies of OpenAI', 60, priced(/(openai|gemma)\S*\/invoke/)],
  ['Chat Completions', 50, priced(/chat\/completions$/)],
  ['Responses', 38, priced(/responses$/)],
  ['streams of OpenAI’s APIs', 40, openaiStream],
  ['bodies of Llama', 31, priced(/llama/)],
  [
    'replies without counts of Bedrock',
    104,
    ({ expected: { failure } }) => failure === 'no-counts',
  ],
  ['cache reads', 60, used(2)],
  ['cache writes', 121, used(3)],
  ['cache writes for an hour', 32, used(4)],
  ['writes of both lifetimes', 19, (each) => used(3)(each) && used(4)(each)],
  ['cache reads of OpenAI', 17, (each) => used(2)(each) && priced(/openai\S*\/invoke/)(each)],
  ['prompts above a band', 24, isAboveBand],
  ['replies on flex', 112, resolved('flex')],
  ['replies on priority', 43, resolved('priority')],
  ['replies on ultrafast', 18, resolved('ultrafast')],
  ['fallbacks', 43, ({ receipt }) => receipt['tier_fallback'] !== undefined],
  ['lost calls', 47, ({ expected }) => expected.lost > 0],
  ['streams that broke off', 47, ({ expected }) => expected.costStatus === 'unknown-usage'],
  ['requests without a price', 43, ({ expected }) => expected.costStatus === 'unpriced'],
  ['clients who left', 34, refused('client-gone')],
  ['refusals by a budget', 47, refused('budget-exceeded')],
  ['demotions', 30, ({ receipt }) => receipt['tier_fallback'] === 'budget'],
  ['requests of the second Region', 200, ({ site }) => site.region === 'eu-central-1'],
];

/** Of as many, chance brings none in less than one of a hundred thousand runs. */
const LEAST_MEAN = 12;

/** Requires what chance cannot fail to bring, so that no comparison is empty. */
export function describeMix(count: number, list: () => readonly Reconciled[]): void {
  const expected = KINDS.map(([what, share, isCounted]) => {
    const mean = (share * count) / 1_000;
    return { what, mean, isCounted, least: Math.max(1, Math.floor(mean - 4.5 * Math.sqrt(mean))) };
  });
  it.each(expected.filter(({ mean }) => mean >= LEAST_MEAN))(
    'has at least $least $what',
    ({ least, isCounted }) => {
      expect(list().filter(isCounted).length).toBeGreaterThanOrEqual(least);
    },
  );
}
