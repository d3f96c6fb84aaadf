export type TokenKind = 'input' | 'output' | 'cacheRead' | 'cacheWrite' | 'cacheWriteOneHour';

export interface TokenPhrase {
  readonly phrase: string;
  readonly token: TokenKind;
  /** An earlier price under an earlier name. Rate cards keep it beside the price in force. */
  readonly isSuperseded?: true;
}

/** The words that name what is counted, as usage types and rate cards write them. */
export const TOKEN_PHRASES: readonly TokenPhrase[] = [
  { phrase: 'cache-read-input-token-count', token: 'cacheRead' },
  { phrase: 'cache-read-tokens', token: 'cacheRead' },
  { phrase: 'cached-input-tokens', token: 'cacheRead', isSuperseded: true },
  { phrase: 'cache-write-1h-input-token-count', token: 'cacheWriteOneHour' },
  { phrase: 'cache-write1h-input-token-count', token: 'cacheWriteOneHour' },
  { phrase: 'cache-write-1h-tokens', token: 'cacheWriteOneHour' },
  { phrase: 'cache-write5m-input-token-count', token: 'cacheWrite' },
  { phrase: 'cache-write-input-token-count', token: 'cacheWrite' },
  { phrase: 'cache-write-tokens', token: 'cacheWrite' },
  { phrase: 'cache-writes-tokens', token: 'cacheWrite', isSuperseded: true },
  { phrase: 'text-input-tokens', token: 'input' },
  { phrase: 'input-text-tokens', token: 'input' },
  { phrase: 'input-token-count', token: 'input' },
  { phrase: 'input-tokens', token: 'input' },
  { phrase: 'text-output-tokens', token: 'output' },
  { phrase: 'output-text-tokens', token: 'output' },
  { phrase: 'output-token-count', token: 'output' },
  { phrase: 'output-tokens', token: 'output' },
];

export interface Qualifier {
  readonly phrase: string;
  readonly tier?: string;
  readonly isGlobal?: true;
  readonly isLongPrompt?: true;
  readonly isLifetime?: true;
  readonly isOneHour?: true;
}

/** What may follow the words that name what is counted, in any order. */
export const QUALIFIERS: readonly Qualifier[] = [
  { phrase: 'standard', tier: 'default' },
  { phrase: 'flex', tier: 'flex' },
  { phrase: 'priority', tier: 'priority' },
  { phrase: 'ultrafast', tier: 'ultrafast' },
  { phrase: 'cross-region-global', isGlobal: true },
  { phrase: 'global', isGlobal: true },
  { phrase: 'geo' },
  { phrase: 'long-context', isLongPrompt: true },
  { phrase: 'long-ctx', isLongPrompt: true },
  { phrase: 'lctx', isLongPrompt: true },
  { phrase: '5m', isLifetime: true },
  { phrase: '30m', isLifetime: true },
  { phrase: '1h', isLifetime: true, isOneHour: true },
];

/** Words of prices that are not of on-demand text tokens → what they are prices of. */
export const OTHER_PRODUCTS: ReadonlyMap<string, string> = new Map([
  ['batch', 'batch inference'],
  ['optimized', 'optimized latency'],
  ['fast', 'fast mode'],
  ['image', 'images'],
  ['audio', 'audio'],
  ['video', 'video'],
  ['speech', 'speech'],
  ['reserved', 'reservations'],
  ['tpm', 'reservations'],
  ['minute', 'reservations'],
  ['provisioned', 'provisioned throughput'],
  ['provisionedthroughput', 'provisioned throughput'],
  ['modelunits', 'provisioned throughput'],
  ['customization', 'customization'],
  ['custom', 'customization'],
  ['custommodelimport', 'customization'],
  ['training', 'customization'],
  ['rft', 'customization'],
  ['guardrail', 'guardrails'],
  ['grounding', 'web grounding'],
  ['search', 'searches'],
  ['searchunits', 'searches'],
  ['optimizeprompt', 'prompt optimization'],
]);
