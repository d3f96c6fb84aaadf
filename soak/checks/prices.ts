import { GEMMA, NOVA, NOVA_LITE, NOVA_PRO } from '../traffic/operations';

/** Nano-dollars per token. */
interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

interface SoakModel {
  /** Tier → its price. */
  readonly prices: Readonly<Record<string, TokenPrice>>;
  readonly longestInput: number;
  readonly longestOutput: number;
}

function price(input: number, output: number): TokenPrice {
  return { input, output };
}

/** Prices multiplied out by hand from AWS's price list, independent of the router's own arithmetic. */
const MODELS: Readonly<Record<string, SoakModel>> = {
  [NOVA]: {
    prices: {
      flex: price(165, 1_375),
      default: price(330, 2_750),
      priority: price(577.5, 4_812.5),
    },
    longestInput: 1_000_000,
    longestOutput: 65_536,
  },
  [NOVA_PRO]: {
    prices: { flex: price(400, 1_600), default: price(800, 3_200), priority: price(1_400, 5_600) },
    longestInput: 300_000,
    longestOutput: 10_000,
  },
  [NOVA_LITE]: {
    prices: { flex: price(30, 120), default: price(60, 240), priority: price(105, 420) },
    longestInput: 300_000,
    longestOutput: 10_000,
  },
  [GEMMA]: {
    prices: { flex: price(120, 190), default: price(230, 380), priority: price(400, 670) },
    longestInput: 128_000,
    longestOutput: 128_000,
  },
};

const UNKNOWN = { longestInput: Number.NaN, longestOutput: Number.NaN };

export interface SoakCandidate {
  readonly modelId: string;
  readonly tier: string;
}

/** Whole nano-dollars, rounded up; NaN if the soak has no such model or tier. */
export function priceTokens(
  { modelId, tier }: SoakCandidate,
  input: number,
  output: number,
): number {
  const tokenPrice = MODELS[modelId]?.prices[tier];
  if (tokenPrice === undefined) return Number.NaN;
  return Math.ceil(input * tokenPrice.input + output * tokenPrice.output);
}

/** The most that a call can cost: a token for each byte and the answer that is asked for, as long as the model allows. */
export function boundCall(candidate: SoakCandidate, body: string): number {
  const { longestInput, longestOutput } = MODELS[candidate.modelId] ?? UNKNOWN;
  const input = Math.min(Buffer.byteLength(body), longestInput);
  return priceTokens(candidate, input, Math.min(readMaxTokens(body) ?? Infinity, longestOutput));
}

function readMaxTokens(body: string): number | undefined {
  return JSON.parse(body).inferenceConfig?.maxTokens;
}
