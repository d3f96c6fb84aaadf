import type { RouterErrorCode } from '../errors/router-error';
import type { CostEstimate } from '../pricing/estimate-cost';
import type { Attempt } from '../recovery/attempt';
import type { TierFallback } from '../recovery/tier-fallback';
import type { Candidate } from '../routing/candidate';
import type { BedrockAction } from '../wire/bedrock-action';
import type { MetadataPairs } from '../wire/metadata/metadata-text';
import type { LatencyMode } from '../wire/reply-facts';
import type { TokenUsage } from '../wire/token-usage';
import type { RequestOrigin } from './request-origin';

/** What was requested, tried and served, and what it cost. It has no headers, bodies or messages of a caller. */
export interface Receipt {
  readonly requestId: string;
  /** Undefined if the request could not be read. */
  readonly origin: RequestOrigin | undefined;
  /** Undefined if the request was refused before it was planned. */
  readonly asked: AskedReceipt | undefined;
  /** What is known nevertheless about a request that was refused before it was planned. */
  readonly draft?: DraftReceipt | undefined;
  /** Undefined if Bedrock did not answer. */
  readonly served: ServedReceipt | undefined;
  readonly failure: ReceiptFailure | undefined;
  readonly attempts: readonly Attempt[];
  readonly status: number;
}

export interface AskedReceipt {
  readonly action: BedrockAction;
  readonly operation: string;
  readonly mappingVersion: string | undefined;
  /** As in the plan. */
  readonly variant: string | undefined;
  readonly modelId: string;
  readonly requestedTier: Candidate['tier'];
  /** The name in the caller's policy; undefined if callers are not configured. */
  readonly caller: string | undefined;
  readonly metadata: MetadataPairs;
  /** As in the plan. */
  readonly unpriced: readonly Candidate[];
  readonly mute: readonly Candidate[];
}

/** The part of {@link AskedReceipt} that needs no plan. A member is undefined if it is not known or not valid. */
export type DraftReceipt = {
  readonly [Member in 'action' | 'operation' | 'caller' | 'metadata']?:
    | AskedReceipt[Member]
    | undefined;
};

export interface ServedReceipt {
  /** The status with which the reply began. */
  readonly status: number;
  readonly answeredBy: Candidate;
  readonly tierFallback: TierFallback | undefined;
  /** Undefined until Bedrock has reported it. */
  readonly resolvedTier: string | undefined;
  /** As Bedrock reported it, or as it was asked for. */
  readonly latencyMode: LatencyMode | undefined;
  readonly usage: TokenUsage | undefined;
  /** Undefined without usage or without a price. */
  readonly cost: CostEstimate | undefined;
  /** Why a reply has no cost. Undefined if it has one, if it is an error, and before a stream has ended. */
  readonly costStatus: CostStatus | undefined;
  /** Undefined if Bedrock answered. */
  readonly cacheHit?: CacheHit | undefined;
  readonly bedrockRequestId: string | undefined;
  /** An exception's name. */
  readonly bedrockError: string | undefined;
}

/** The reply of an equal request, which cost nothing again. */
export interface CacheHit {
  readonly ageSeconds: number;
  /** What the same usage would have cost on the requested tier. Undefined without usage or without a price. */
  readonly savedUsd: number | undefined;
}

/** `unpriced`: the usage is known, but not its price. `unknown-usage`: the reply did not report what it used. */
export type CostStatus = 'unpriced' | 'unknown-usage';

/** Why the router answered with an error of its own, or what interrupted an answer. */
export interface ReceiptFailure {
  readonly code: RouterErrorCode | 'unknown';
  /** Only for operators. */
  readonly cause: unknown;
}

/** Times of one request in milliseconds. */
export interface RequestTimes {
  /** On the router's clock. */
  readonly startedAt: number;
  readonly totalMillis: number;
  /** Spent waiting for Bedrock. */
  readonly bedrockMillis: number;
}

/** The receipt of a request that is over. */
export interface FinalReceipt extends Receipt {
  readonly times: RequestTimes;
  /**
   * What the request is charged: its cost, or the most that it can have cost. Undefined if a part of it has no price, and for
   * a request that was refused before it was planned.
   */
  readonly chargedUsd: number | undefined;
  /** From the start of the request to the first piece of a streamed answer. */
  readonly firstTokenMillis: number | undefined;
}
