/**
 * Tokens of one call, as Bedrock counts them. Cache tokens are counted beside the input tokens, not among them.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_TokenUsage.html
 */
export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  /** Everything that was written to the cache, with any lifetime. */
  readonly cacheWriteInputTokens: number;
  /** The part of the writes that lives one hour. The rest has the model's usual lifetime. */
  readonly cacheWriteOneHourInputTokens: number;
  /** The part of the output that is reasoning, if a reply reports any. It has the price of the output. */
  readonly reasoningTokens?: number | undefined;
}

/** The kinds of counts. OpenAI's prompt tokens include those that were read from the cache and written to it. */
export type CountKind = keyof TokenUsage | 'promptTokens';

/** The counts that one source names. A count is undefined if it is named and implausible. */
export type TokenCounts = { readonly [Kind in CountKind]?: number | undefined };

type PromptUsage = Omit<TokenUsage, 'outputTokens' | 'reasoningTokens'>;

/** What is known of a usage: the output, and the prompt as a whole or not at all. */
export interface KnownUsage {
  readonly prompt?: PromptUsage;
  readonly outputTokens?: number;
  readonly reasoningTokens?: number;
}

/** Composes what counts report. A part that they do not report, or report implausibly, is left out. */
export function composeKnownUsage(counts: TokenCounts): KnownUsage {
  const { outputTokens, reasoningTokens } = counts;
  const prompt = composePrompt(counts);
  return {
    ...(prompt !== undefined && { prompt }),
    ...(outputTokens !== undefined && { outputTokens }),
    ...(reasoningTokens !== undefined && { reasoningTokens }),
  };
}

/** Undefined if a part is not known. */
export function completeUsage({ prompt, ...output }: KnownUsage): TokenUsage | undefined {
  const { outputTokens } = output;
  if (prompt === undefined || outputTokens === undefined) return undefined;
  return { ...prompt, ...output, outputTokens };
}

/** The counts that make up a prompt. */
const PROMPT_KINDS = [
  'inputTokens',
  'promptTokens',
  'cacheReadInputTokens',
  'cacheWriteInputTokens',
  'cacheWriteOneHourInputTokens',
] as const satisfies readonly CountKind[];

/** A reply without cache counts used no cache. */
function composePrompt(counts: TokenCounts): PromptUsage | undefined {
  const isImplausible = PROMPT_KINDS.some((kind) => kind in counts && counts[kind] === undefined);
  if (isImplausible) return undefined;
  const read = counts.cacheReadInputTokens ?? 0;
  const written = counts.cacheWriteInputTokens ?? 0;
  const writtenForOneHour = counts.cacheWriteOneHourInputTokens ?? 0;
  const { promptTokens } = counts;
  const input = counts.inputTokens ?? (promptTokens && promptTokens - read - written);
  if (input === undefined || input < 0 || writtenForOneHour > written) return undefined;
  return {
    inputTokens: input,
    cacheReadInputTokens: read,
    cacheWriteInputTokens: written,
    cacheWriteOneHourInputTokens: writtenForOneHour,
  };
}
