import { type Outcome, readStatus } from '../../app/outcome';
import type { RequestRecord } from '../../app/ports';
import { describeBug, describeFailure } from './describe-cause';

/**
 * The facts of one request as its log line has them: what was asked, what was served or refused, and how long it took.
 * A refusal is named by its code alone, because its message may quote what the caller sent.
 */
export function composeReceipt({ requestId, outcome, totalMillis, bedrockMillis }: RequestRecord) {
  const { target } = outcome;
  return {
    request_id: requestId,
    operation: target?.operation,
    model_id: target?.baseModelId,
    requested_tier: target?.requestedTier,
    mapping_version: target?.mappingVersion,
    status: readStatus(outcome),
    ...describeOutcome(outcome),
    latency_ms: round(totalMillis),
    bedrock_latency_ms: round(bedrockMillis),
  };
}

function describeOutcome(outcome: Outcome) {
  switch (outcome.kind) {
    case 'replied':
      return {
        resolved_tier: outcome.facts.resolvedTier,
        usage: outcome.facts.usage,
        bedrock_request_id: outcome.reply.headers['x-amzn-requestid'],
        bedrock_error: outcome.reply.headers['x-amzn-errortype'],
      };
    case 'refused':
      return { router_error: outcome.error.code, cause: describeFailure(outcome.error.cause) };
    case 'broken':
      return { router_error: 'unknown', cause: describeBug(outcome.cause) };
    default:
      return outcome satisfies never;
  }
}

function round(millis: number): number {
  return Math.round(millis * 10) / 10;
}
