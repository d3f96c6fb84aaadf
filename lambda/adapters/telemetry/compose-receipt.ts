import { type Outcome, readFinalStatus } from '../../app/outcome';
import type { RequestRecord } from '../../app/ports';
import type { RouterError } from '../../core/errors/router-error';
import type { Attempt } from '../../core/recovery/attempt';
import { describeBug, describeFailure } from './describe-cause';

/**
 * The facts of one request as its log line has them: what was asked, what was served or refused, and how long it took.
 * A refusal is named by its code alone, because its message may quote what the caller sent.
 */
export function composeReceipt(record: RequestRecord) {
  const { requestId, outcome, interruption, totalMillis, bedrockMillis } = record;
  const { target } = outcome;
  return {
    request_id: requestId,
    ...describeOrigin(record),
    action: target?.action,
    operation: target?.operation,
    model_id: readModel(outcome),
    requested_tier: target?.requestedTier,
    mapping_version: target?.mappingVersion,
    status: readFinalStatus(outcome, interruption),
    ...describeOutcome(outcome),
    attempts: outcome.attempts.map(describeAttempt),
    ...(interruption === undefined ? {} : describeError(interruption)),
    latency_ms: round(totalMillis),
    bedrock_latency_ms: round(bedrockMillis),
  };
}

/** Who asked, and what the caller wants to find again. */
function describeOrigin({ origin, outcome: { target } }: RequestRecord) {
  const metadata = target?.metadata ?? {};
  return {
    caller: target?.caller?.policy.name,
    caller_id: origin?.callerId,
    session_id: origin?.sessionId,
    trace_id: origin?.traceId,
    metadata: Object.keys(metadata).length > 0 ? metadata : undefined,
  };
}

/** The model that answered; without an answer, the one that was to. */
function readModel(outcome: Outcome): string | undefined {
  return outcome.kind === 'replied' ? outcome.answeredBy.baseModelId : outcome.target?.baseModelId;
}

function describeAttempt({ candidate, result, millis }: Attempt) {
  return {
    model_id: candidate.baseModelId,
    tier: candidate.tier,
    result: result.kind === 'answered' ? result.status : result.kind,
    latency_ms: round(millis),
  };
}

function describeOutcome(outcome: Outcome) {
  switch (outcome.kind) {
    case 'replied':
      return describeReply(outcome);
    case 'refused':
      return describeError(outcome.error);
    case 'broken':
      return { router_error: 'unknown', cause: describeBug(outcome.cause) };
    default:
      return outcome satisfies never;
  }
}

function describeReply({
  reply,
  tierFallback,
  estimateCost,
}: Extract<Outcome, { kind: 'replied' }>) {
  const estimate = estimateCost();
  const { resolvedTier, usage, streamException } = reply.facts();
  return {
    resolved_tier: resolvedTier,
    tier_fallback: tierFallback,
    usage,
    estimated_cost_usd: estimate?.usd,
    estimated_savings_usd: estimate?.savingsUsd,
    bedrock_request_id: reply.headers['x-amzn-requestid'],
    bedrock_error: streamException ?? readExceptionName(reply.headers['x-amzn-errortype']),
  };
}

/** Bedrock was seen to send `ValidationException:http://internal.amazon.com/coral/…`. */
function readExceptionName(errorType: string | undefined): string | undefined {
  return errorType?.split(':')[0];
}

function describeError({ code, cause }: RouterError) {
  return { router_error: code, cause: describeFailure(cause) };
}

function round(millis: number): number {
  return Math.round(millis * 10) / 10;
}
