import {
  OTHER_PRODUCTS,
  QUALIFIERS,
  type Qualifier,
  TOKEN_PHRASES,
  type TokenKind,
} from './usage-words';

/** What a usage type of the AWS Price List, or a dimension of a rate card, is the price of. */
export interface TokenUsage {
  readonly kind: 'tokens';
  /** The Region's billing code, e.g. `USE1`. Undefined in the rate cards that hold in every Region. */
  readonly billingCode: string | undefined;
  /** The model as the usage type writes it, e.g. `Nova2.0Lite`. Empty where an attribute names the model. */
  readonly model: string;
  /** Whether the price is of the host bedrock-mantle. AWS publishes most prices once for each host. */
  readonly isMantle: boolean;
  readonly token: TokenKind;
  readonly tier: string;
  /** Whether the price is of the `global` profile. Other prices hold in the Region and in its geographic profiles. */
  readonly isGlobal: boolean;
  readonly isLongPrompt: boolean;
  readonly isSuperseded: boolean;
}

export type UsageType =
  | TokenUsage
  /** Not the price of on-demand text tokens. */
  | { readonly kind: 'other'; readonly product: string }
  | { readonly kind: 'unknown' };

const BILLING_CODE = /^([A-Z]{2,4}\d?)[-_]/;
const MARKETPLACE = /^(?:([A-Z]{2,4}\d?)-)?MP:(.*?)(?:-Units)?$/;
const MANTLE = /-mantle$/;
const CAMEL_BORDER = /([a-z0-9])([A-Z])/g;
const TOKEN_PHRASE = new RegExp(
  `(?:^|-)(${TOKEN_PHRASES.map(({ phrase }) => phrase).join('|')})(?=-|$)`,
);

/**
 * Reads a usage type by its words.
 *
 * | usage type                                                        | price of                                          |
 * |-------------------------------------------------------------------|---------------------------------------------------|
 * | `USE1-Nova2.0Lite-input-tokens-flex-cross-region-global`          | `Nova2.0Lite`, input, flex, global                |
 * | `USW2-moonshotai.kimi-k3-mantle-cache-write-tokens-30m-standard`  | `moonshotai.kimi-k3`, cache write, default, mantle |
 * | `APN1-MP:APN1_CacheWrite1hInputTokenCount_Global-Units`           | one-hour cache write, default, global             |
 * | `USE1-MP:USE1_input_tokens_long_ctx_standard-Units`               | input of long prompts, default                    |
 * | `USE1-NovaPro-input-tokens-batch`                                 | batch inference: another product                  |
 */
export function parseUsageType(usageType: string): UsageType {
  const [, code, dimension] = MARKETPLACE.exec(usageType) ?? [];
  if (dimension === undefined) return parseName(usageType);
  const usage = parseRateDimension(dimension);
  return usage.kind === 'tokens' ? { ...usage, billingCode: usage.billingCode ?? code } : usage;
}

/** Reads a dimension of an agreement's rate card: `USE1_InputTokenCount_Global`, `input_tokens_global_standard`. */
export function parseRateDimension(dimension: string): UsageType {
  const [code = ''] = BILLING_CODE.exec(dimension) ?? [];
  const name = dimension.slice(code.length).replace(CAMEL_BORDER, '$1-$2').replaceAll('_', '-');
  return parseName(code + name.toLowerCase());
}

function parseName(text: string): UsageType {
  const [code = '', billingCode] = BILLING_CODE.exec(text) ?? [];
  const name = text.slice(code.length);
  const product = findOtherProduct(name);
  if (product !== undefined) return { kind: 'other', product };
  const match = TOKEN_PHRASE.exec(name);
  const counted = TOKEN_PHRASES.find(({ phrase }) => phrase === match?.[1]);
  if (match === null || counted === undefined) return { kind: 'unknown' };
  const qualifiers = readQualifiers(name.slice(match.index + match[0].length));
  if (qualifiers === undefined || contradict(counted.token, qualifiers)) return { kind: 'unknown' };
  const model = name.slice(0, match.index);
  return {
    kind: 'tokens',
    billingCode,
    model: model.replace(MANTLE, ''),
    isMantle: MANTLE.test(model),
    token: qualifyToken(counted.token, qualifiers),
    tier: qualifiers.find(({ tier }) => tier !== undefined)?.tier ?? 'default',
    isGlobal: qualifiers.some(({ isGlobal }) => isGlobal),
    isLongPrompt: qualifiers.some(({ isLongPrompt }) => isLongPrompt),
    isSuperseded: counted.isSuperseded ?? false,
  };
}

function findOtherProduct(name: string): string | undefined {
  const words = name.toLowerCase().split(/[-_:]/);
  return words.map((word) => OTHER_PRODUCTS.get(word)).find((product) => product !== undefined);
}

/** Undefined if a word is not known. */
function readQualifiers(text: string): readonly Qualifier[] | undefined {
  if (text === '') return [];
  const qualifier = QUALIFIERS.find(({ phrase }) => `${text}-`.startsWith(`-${phrase}-`));
  if (qualifier === undefined) return undefined;
  const rest = readQualifiers(text.slice(qualifier.phrase.length + 1));
  return rest && [qualifier, ...rest];
}

/** A price has one tier, and only writes to the cache have a lifetime. */
function contradict(token: TokenKind, qualifiers: readonly Qualifier[]): boolean {
  const tiers = qualifiers.filter(({ tier }) => tier !== undefined);
  const lifetimes = qualifiers.filter(({ isLifetime }) => isLifetime);
  const isWritten = token === 'cacheWrite' || token === 'cacheWriteOneHour';
  return tiers.length > 1 || lifetimes.length > (isWritten ? 1 : 0);
}

function qualifyToken(token: TokenKind, qualifiers: readonly Qualifier[]): TokenKind {
  const isOneHour = qualifiers.some((qualifier) => qualifier.isOneHour);
  return token === 'cacheWrite' && isOneHour ? 'cacheWriteOneHour' : token;
}
