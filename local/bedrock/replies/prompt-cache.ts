import { createHash } from 'node:crypto';
import type { CacheTtl, PromptPart } from '../wire/prompt';
import { type CacheWrite, countPromptTokens, type TokenUsage } from '../wire/token-usage';

const LIFETIME_MILLIS: Record<CacheTtl, number> = {
  '5m': 300_000,
  '30m': 1_800_000,
  '1h': 3_600_000,
};
const MAX_PREFIXES = 1_000;

type InputUsage = Omit<TokenUsage, 'outputTokens' | 'totalTokens'>;

interface Checkpoint {
  readonly fingerprint: string;
  /** Tokens from the start of the prompt. */
  readonly tokens: number;
  readonly ttl: CacheTtl;
}

/**
 * Remembers the prefixes before cache points, as Bedrock's prompt caching does. Unlike Bedrock, it also caches short
 * prefixes, so that tests can use short prompts.
 */
export class PromptCache {
  /** Expiry by fingerprint, oldest first. */
  readonly #expiries = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  /** Counts the input, and remembers its prefixes. */
  use(modelId: string, parts: readonly PromptPart[]): InputUsage {
    const allTokens = countPromptTokens(parts);
    const checkpoints = findCheckpoints(modelId, parts);
    const last = checkpoints.at(-1);
    if (last === undefined) return { inputTokens: allTokens };
    const known = checkpoints.findLast(({ fingerprint }) => this.#isAlive(fingerprint));
    for (const checkpoint of checkpoints) this.#remember(checkpoint);
    const read = known?.tokens ?? 0;
    const cacheDetails = listWrites(checkpoints, read);
    return {
      inputTokens: allTokens - last.tokens,
      cacheReadInputTokens: read,
      cacheWriteInputTokens: last.tokens - read,
      ...(cacheDetails.length > 0 && { cacheDetails }),
    };
  }

  #isAlive(fingerprint: string): boolean {
    return (this.#expiries.get(fingerprint) ?? 0) > this.now();
  }

  #remember({ fingerprint, ttl }: Checkpoint): void {
    this.#expiries.delete(fingerprint);
    this.#expiries.set(fingerprint, this.now() + LIFETIME_MILLIS[ttl]);
    const [oldest] = this.#expiries.keys();
    if (this.#expiries.size > MAX_PREFIXES && oldest !== undefined) this.#expiries.delete(oldest);
  }
}

/** Each checkpoint writes the tokens since the one before it, with its own lifetime. */
function listWrites(checkpoints: readonly Checkpoint[], read: number): CacheWrite[] {
  const written = new Map<CacheTtl, number>();
  let from = read;
  for (const { tokens, ttl } of checkpoints.filter((each) => each.tokens > read)) {
    written.set(ttl, (written.get(ttl) ?? 0) + tokens - from);
    from = tokens;
  }
  return [...written].map(([ttl, inputTokens]) => ({ ttl, inputTokens }));
}

function findCheckpoints(modelId: string, parts: readonly PromptPart[]): readonly Checkpoint[] {
  if (!parts.some(({ kind }) => kind === 'cache-point')) return [];
  const hash = createHash('sha256').update(modelId);
  return parts.flatMap((part, index) => {
    if (part.kind === 'cache-point') {
      const tokens = countPromptTokens(parts.slice(0, index));
      return [{ fingerprint: hash.copy().digest('hex'), tokens, ttl: part.ttl }];
    }
    hash.update(JSON.stringify(part));
    return [];
  });
}
