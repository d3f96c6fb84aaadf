import fc from 'fast-check';
import type { TokenUsage } from '../../../../lambda/core/wire/token-usage';

/** Tokens in, out, read from a cache, written to one, and those of the written that live one hour. */
export function usageOf(
  inputTokens: number,
  outputTokens: number,
  cacheReadInputTokens = 0,
  cacheWriteInputTokens = 0,
  cacheWriteOneHourInputTokens = 0,
): TokenUsage {
  return {
    inputTokens,
    outputTokens,
    cacheReadInputTokens,
    cacheWriteInputTokens,
    cacheWriteOneHourInputTokens,
  };
}

/** Of a call without a prompt cache, whose tokens of both kinds every model has prices for. */
export const arbitraryPlainUsage = fc
  .tuple(fc.nat({ max: 1_000_000 }), fc.nat({ max: 64_000 }))
  .map(([inputTokens, outputTokens]) => usageOf(inputTokens, outputTokens));

export const arbitraryUsage = fc
  .tuple(
    fc.nat({ max: 60_000 }),
    fc.nat({ max: 64_000 }),
    fc.nat({ max: 20_000 }),
    fc.nat({ max: 20_000 }),
    fc.nat({ max: 20_000 }),
  )
  .map(([input, output, read, usual, oneHour]) =>
    usageOf(input, output, read, usual + oneHour, oneHour),
  );
