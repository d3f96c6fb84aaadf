/** USD per million tokens: input, output, cache read, cache write, cache write for an hour. `-` is unknown. */
type Rates = string;

interface Row {
  readonly rates: Rates;
  /** The rates of other tiers, for a model whose tiers have rates of their own. */
  readonly tiers?: Readonly<Record<string, Rates>>;
  /** The rates of the whole request if its prompt has more tokens. */
  readonly above?: { readonly tokens: number; readonly rates: Rates };
  /** The Regions in which the row holds; all if left out. */
  readonly regions?: readonly string[];
  readonly longestOutput: number;
  /** Bedrock refuses a longer prompt. Only for models whose body can be longer here. */
  readonly longestPrompt?: number;
}

/** Typed from AWS's price list, independently of the router's catalog. */
const TABLE: Readonly<Record<string, Row>> = {
  'us.amazon.nova-2-lite-v1:0': { rates: '0.33 2.75 0.0825 0 -', longestOutput: 65_536 },
  'eu.amazon.nova-2-lite-v1:0': { rates: '0.429 3.597 0.10725 0 -', longestOutput: 65_536 },
  'amazon.nova-pro-v1:0': {
    ...{ rates: '0.8 3.2 0.2 0 -', regions: ['us-east-1'], longestOutput: 10_000 },
  },
  'us.amazon.nova-premier-v1:0': { rates: '2.5 12.5 0.625 0 -', longestOutput: 32_000 },
  'us.anthropic.claude-haiku-4-5-20251001-v1:0': {
    ...{ rates: '1.1 5.5 0.11 1.375 2.2', longestOutput: 64_000 },
  },
  'us.anthropic.claude-sonnet-4-5-20250929-v1:0': {
    rates: '3.3 16.5 0.33 4.125 6.6',
    above: { tokens: 200_000, rates: '6.6 24.75 0.66 8.25 13.2' },
    longestOutput: 64_000,
  },
  'global.anthropic.claude-haiku-5-5': {
    rates: '0.1 0.5 0.01 0.125 0.2',
    above: { tokens: 100_000, rates: '0.5 2.5 0.05 0.625 1' },
    longestOutput: 128_000,
  },
  'us.openai.gpt-5.6-luna': {
    rates: '0.22 1.32 0.022 0.275 -',
    above: { tokens: 272_000, rates: '0.44 1.98 0.044 0.55 -' },
    longestOutput: 128_000,
    longestPrompt: 922_000,
  },
  'us.openai.gpt-6-astra': {
    rates: '11 55 1.1 13.75 -',
    tiers: { ultrafast: '66 330 6.6 82.5 -' },
    longestOutput: 128_000,
  },
  'openai.gpt-oss-120b-1:0': {
    // Its context: no reply can be longer.
    ...{ rates: '0.15 0.6 - - -', regions: ['us-east-1'], longestOutput: 128_000 },
  },
  'google.gemma-3-27b-it': {
    rates: '0.23 0.38 - - -',
    tiers: { flex: '0.12 0.19 - - -', priority: '0.4 0.67 - - -' },
    regions: ['us-east-1'],
    // Its context: no reply can be longer.
    longestOutput: 128_000,
  },
  'us.meta.llama3-3-70b-instruct-v1:0': { rates: '0.72 0.72 - - -', longestOutput: 8_192 },
};

/** In hundredths. */
const MULTIPLIERS: Readonly<Record<string, bigint>> = { default: 100n, flex: 50n, priority: 175n };

/** Amounts are whole attodollars, so that no sum is ever rounded. */
const ATTO_PER_NANO = 1_000_000_000n;

export interface CalledModel {
  readonly region: string;
  readonly modelId: string;
  readonly tier: string;
}

/** In the order of the rates. */
export type Tokens = readonly [
  input: number,
  output: number,
  read: number,
  written: number,
  writtenForHour: number,
];

/** In attodollars; undefined without a price. */
export function priceTokens(called: CalledModel, tokens: Tokens): bigint | undefined {
  const [input, , read, written, writtenForHour] = tokens;
  const row = findRow(called);
  if (row === undefined) return undefined;
  const { above } = row;
  const isAbove = above !== undefined && input + read + written + writtenForHour > above.tokens;
  return multiply(isAbove ? { rates: above.rates } : row, called.tier, tokens);
}

/** The most that a call can cost, in nanodollars: each byte of its body may be a token, in the dearest way to read it. */
export function boundCall(
  called: CalledModel,
  body: string,
  limit: number | undefined,
): bigint | undefined {
  const row = findRow(called);
  if (row === undefined) return undefined;
  const { above, longestPrompt = Number.POSITIVE_INFINITY } = row;
  const bytes = Math.min(Buffer.byteLength(body), longestPrompt);
  const output = boundOutput(called, limit);
  const reached =
    above !== undefined && bytes > above.tokens ? [row, { rates: above.rates }] : [row];
  const ways: readonly Tokens[] = [
    [bytes, output, 0, 0, 0],
    [0, output, 0, bytes, 0],
    [0, output, 0, 0, bytes],
  ];
  const bounds = reached.flatMap((rates) =>
    ways.flatMap((tokens) => multiply(rates, called.tier, tokens) ?? []),
  );
  return roundUp(bounds.reduce((most, bound) => (bound > most ? bound : most)));
}

/** The longest reply that a model can write and a body allows. */
export function boundOutput(called: CalledModel, limit: number | undefined): number {
  const longest = findRow(called)?.longestOutput ?? Number.NaN;
  return Math.min(limit ?? longest, longest);
}

/** Attodollars as whole nanodollars. */
export function roundUp(atto: bigint): bigint {
  return (atto + ATTO_PER_NANO - 1n) / ATTO_PER_NANO;
}

function findRow({ region, modelId }: CalledModel): Row | undefined {
  const row = TABLE[modelId];
  return row?.regions?.includes(region) === false ? undefined : row;
}

function multiply(
  { rates, tiers }: Pick<Row, 'rates' | 'tiers'>,
  tier: string,
  tokens: Tokens,
): bigint | undefined {
  const own = tiers?.[tier];
  const columns = (own ?? rates).split(' ');
  const multiplier = own === undefined ? MULTIPLIERS[tier] : 100n;
  let atto = 0n;
  for (const [column, count] of tokens.entries()) {
    const rate = columns[column];
    if (count === 0) continue;
    if (rate === undefined || rate === '-' || multiplier === undefined) return undefined;
    atto += (BigInt(count) * readRate(rate) * multiplier) / 100n;
  }
  return atto;
}

/** `0.0825` USD per million tokens are 82,500,000,000 attodollars a token. */
function readRate(rate: string): bigint {
  const [whole = '', fraction = ''] = rate.split('.');
  return BigInt(whole + fraction.padEnd(12, '0'));
}
