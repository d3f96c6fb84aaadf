import { isLost } from '../budgets/charge';
import { type DescribedCause, describeBug, describeFailure } from '../errors/describe-cause';
import { formatTieredModelId } from '../ids/tiered-model-id';
import type { Attempt } from '../recovery/attempt';
import type { Candidate } from '../routing/candidate';
import type { LatencyMode } from '../wire/reply-facts';
import type { TokenUsage } from '../wire/token-usage';
import type { CacheHit, CostStatus, FinalReceipt, ReceiptFailure, ServedReceipt } from './receipt';

/** The fields of a receipt in the function's log. The logger leaves out what is undefined. */
export interface ReceiptLine {
  readonly request_id: string;
  readonly caller: string | undefined;
  readonly caller_id: string | undefined;
  readonly session_id: string | undefined;
  readonly trace_id: string | undefined;
  readonly metadata: Readonly<Record<string, string>> | undefined;
  readonly action: string | undefined;
  readonly operation: string | undefined;
  /** The model that answered, or the requested one if none did. */
  readonly model_id: string | undefined;
  /** The declared connection by which it answered; undefined for the router's own. */
  readonly connection: string | undefined;
  readonly requested_tier: string | undefined;
  readonly mapping_version: string | undefined;
  readonly variant: string | undefined;
  readonly status: number;
  readonly resolved_tier: string | undefined;
  readonly tier_fallback: string | undefined;
  readonly latency_mode: LatencyMode | undefined;
  readonly usage: TokenUsage | undefined;
  readonly estimated_cost_usd: number | undefined;
  readonly estimated_savings_usd: number | undefined;
  /** Why there is no estimate. */
  readonly cost_status: CostStatus | undefined;
  /** If the reply of an equal request answered: its age in seconds, and what the call would have cost. */
  readonly cache: CacheLine | undefined;
  /** What a budget is charged, or would be: the cost of the answer and of lost attempts. */
  readonly charged_usd: number | undefined;
  /** Calls without a reply, which may be billed. Undefined if there are none. */
  readonly lost_attempts: number | undefined;
  readonly bedrock_request_id: string | undefined;
  readonly bedrock_error: string | undefined;
  readonly attempts: readonly AttemptLine[];
  /** Tiered model IDs of fallbacks that the caller's budget could not pay for, because they have no price. */
  readonly unpriced_fallbacks: readonly string[] | undefined;
  /** Tiered model IDs of the route that do not speak the API that was called. */
  readonly unsupported_api_models: readonly string[] | undefined;
  /** Only the code, because the message may quote what the caller sent. */
  readonly router_error: string | undefined;
  readonly cause: DescribedCause | undefined;
  readonly latency_ms: number;
  readonly bedrock_latency_ms: number;
}

export interface CacheLine {
  readonly hit: true;
  readonly age: number;
  readonly saved_usd: number | undefined;
}

export type ReceiptField = keyof ReceiptLine;

export interface AttemptLine {
  readonly model_id: string;
  /** The name of a declared connection. */
  readonly connection: string | undefined;
  readonly tier: string;
  readonly result: number | string;
  readonly latency_ms: number;
  /** The sampling parameters that the call lacked because the model takes none. */
  readonly left_out: readonly string[] | undefined;
  /** The number of media from S3 that the call had as bytes. */
  readonly inlined_media: number | undefined;
}

/** Writes the receipt as the function logs it. */
export function writeReceiptLine(receipt: FinalReceipt): ReceiptLine {
  const { requestId, origin, asked, served, failure, attempts, status, times } = receipt;
  const known = asked ?? receipt.draft;
  return {
    request_id: requestId,
    caller: known?.caller,
    caller_id: origin?.callerId,
    session_id: origin?.sessionId,
    trace_id: origin?.traceId,
    metadata: leaveOutEmpty(known?.metadata),
    action: known?.action,
    operation: known?.operation,
    model_id: served?.answeredBy.baseModelId ?? asked?.modelId,
    connection: served?.answeredBy.connection,
    requested_tier: asked?.requestedTier,
    mapping_version: asked?.mappingVersion,
    variant: asked?.variant,
    status,
    ...writeServed(served),
    charged_usd: receipt.chargedUsd,
    lost_attempts: countLostAttempts(receipt),
    attempts: attempts.map(writeAttempt),
    unpriced_fallbacks: listIds(asked?.unpriced),
    unsupported_api_models: listIds(asked?.mute),
    router_error: failure?.code,
    cause: failure && describeCause(failure),
    latency_ms: round(times.totalMillis),
    bedrock_latency_ms: round(times.bedrockMillis),
  };
}

function listIds(candidates: readonly Candidate[] = []): readonly string[] | undefined {
  return candidates.length === 0 ? undefined : candidates.map(formatTieredModelId);
}

function writeServed(served: ServedReceipt | undefined) {
  return {
    resolved_tier: served?.resolvedTier,
    tier_fallback: served?.tierFallback,
    latency_mode: served?.latencyMode,
    usage: served?.usage,
    estimated_cost_usd: served?.cost?.usd,
    estimated_savings_usd: served?.cost?.savingsUsd,
    cost_status: served?.costStatus,
    cache: served?.cacheHit && writeCacheHit(served.cacheHit),
    bedrock_request_id: served?.bedrockRequestId,
    bedrock_error: served?.bedrockError,
  };
}

function writeCacheHit({ ageSeconds, savedUsd }: CacheHit): CacheLine {
  return { hit: true, age: ageSeconds, saved_usd: savedUsd };
}

function countLostAttempts({ asked, attempts }: FinalReceipt): number | undefined {
  return asked?.action === 'count-tokens' ? undefined : attempts.filter(isLost).length || undefined;
}

function leaveOutEmpty(metadata: Readonly<Record<string, string>> = {}) {
  return Object.keys(metadata).length > 0 ? metadata : undefined;
}

function writeAttempt({ candidate, adapted, result, millis }: Attempt): AttemptLine {
  return {
    model_id: candidate.baseModelId,
    connection: candidate.connection,
    tier: candidate.tier,
    result: result.kind === 'answered' ? result.status : result.kind,
    latency_ms: round(millis),
    left_out: adapted && adapted.leftOut.length > 0 ? adapted.leftOut : undefined,
    inlined_media: adapted?.inlinedMedia || undefined,
  };
}

function describeCause({ code, cause }: ReceiptFailure): DescribedCause | undefined {
  return code === 'unknown' ? describeBug(cause) : describeFailure(cause);
}

function round(millis: number): number {
  return Math.round(millis * 10) / 10;
}
