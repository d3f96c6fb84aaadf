import type { Outcome } from '../app/outcome';
import { HEADERS, SERVICE_TIER_HEADER } from '../contract';
import { formatUsd } from '../core/pricing/format-usd';
import { type Attempt, formatAttempts } from '../core/recovery/attempt';
import type { Target } from '../core/routing/target';
import { wireOf } from '../core/wire/wire-of';
import { composeBrokenError, composeError } from './compose-error';
import { composeRetryAfter } from './compose-retry-after';
import type { RouterResponse } from './router-response';

/** Turns an outcome into a response: Bedrock's reply as it came, with the receipt in headers beside it. */
export function composeResponse(outcome: Outcome, requestId: string): RouterResponse {
  const { status, headers, body } = composeAnswer(outcome, requestId);
  return {
    status,
    headers: {
      ...composeRetryAfter(status, outcome),
      ...headers,
      ...composeReceiptHeaders(outcome),
    },
    body,
  };
}

function composeAnswer(outcome: Outcome, requestId: string): RouterResponse {
  switch (outcome.kind) {
    case 'replied':
      return {
        status: outcome.reply.status,
        headers: pickBedrockHeaders(outcome.reply.headers),
        body: outcome.reply.body,
      };
    case 'refused':
      return composeError(outcome.error);
    case 'broken':
      return composeBrokenError(requestId);
    default:
      return outcome satisfies never;
  }
}

/** What Bedrock says goes back; what concerns its connection alone does not. */
function pickBedrockHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const passed = Object.entries(headers).filter(
    ([name]) => name === 'content-type' || name === 'retry-after' || name.startsWith('x-amzn-'),
  );
  return Object.fromEntries(passed);
}

function composeReceiptHeaders(outcome: Outcome): Record<string, string> {
  if (outcome.target === undefined) return {};
  return {
    ...composeTargetHeaders(outcome.target),
    ...composeAttemptsHeader(outcome.attempts),
    ...(outcome.kind === 'replied' ? composeServedHeaders(outcome) : {}),
  };
}

/**
 * A ConverseStream tells its resolved tier only at its end. Even where that has come with the first bytes, it is left
 * out: a header that is there by luck misleads. An invoke stream has it as Bedrock's own header.
 */
function composeServedHeaders({
  target,
  reply,
  answeredBy,
  tierFallback,
  estimateCost,
}: Extract<Outcome, { kind: 'replied' }>): Record<string, string> {
  const { isStreaming } = wireOf(target.action);
  const resolvedTier = isStreaming ? undefined : reply.facts().resolvedTier;
  const cost = isStreaming ? undefined : estimateCost();
  return {
    [HEADERS.modelId]: answeredBy.baseModelId,
    ...(resolvedTier === undefined ? {} : { [SERVICE_TIER_HEADER]: resolvedTier }),
    ...(cost === undefined ? {} : { [HEADERS.estimatedCost]: formatUsd(cost.usd) }),
    ...(tierFallback === undefined ? {} : { [HEADERS.tierFallback]: tierFallback }),
  };
}

function composeAttemptsHeader(attempts: readonly Attempt[]): Record<string, string> {
  return attempts.length === 0 ? {} : { [HEADERS.attempts]: formatAttempts(attempts) };
}

function composeTargetHeaders(target: Target): Record<string, string> {
  return {
    [HEADERS.operation]: target.operation,
    [HEADERS.modelId]: target.baseModelId,
    [HEADERS.requestedTier]: target.requestedTier,
    ...(target.mappingVersion === undefined
      ? {}
      : { [HEADERS.mappingVersion]: target.mappingVersion }),
  };
}
