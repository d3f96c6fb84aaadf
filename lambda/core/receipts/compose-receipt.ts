import { decideCharge } from '../budgets/charge';
import { toUsd } from '../budgets/nano-usd';
import type { RouterError } from '../errors/router-error';
import { estimateCost } from '../pricing/estimate-cost';
import type { Plan } from '../routing/plan';
import { findWire } from '../wire/find-wire';
import { findLatencyMode, NO_FACTS, type ReplyFacts } from '../wire/reply-facts';
import { composeCacheHit } from './cache-hit';
import {
  isServed,
  type Outcome,
  type RepliedOutcome,
  readFinalStatus,
  readStatus,
} from './outcome';
import type {
  AskedReceipt,
  CostStatus,
  FinalReceipt,
  Receipt,
  ReceiptFailure,
  RequestTimes,
  ServedReceipt,
} from './receipt';
import type { RequestOrigin } from './request-origin';
import { findServedCall } from './served-call';

export interface ReceiptSource {
  readonly requestId: string;
  readonly origin: RequestOrigin | undefined;
  readonly outcome: Outcome;
}

/** Composes the receipt from what is known when the answer begins. */
export function composeReceipt(source: ReceiptSource): Receipt {
  return compose(source, readOpening(source.outcome));
}

export interface Ending {
  /** The error that ended the answer after it had begun. */
  readonly interruption: RouterError | undefined;
  readonly times: RequestTimes;
}

/** Composes the receipt from what is known when the answer has been sent or has broken off. */
export function composeFinalReceipt(
  source: ReceiptSource,
  { interruption, times }: Ending,
): FinalReceipt {
  const { outcome } = source;
  const facts = outcome.kind === 'reply' ? outcome.reply.readEnd() : undefined;
  const receipt = compose(source, facts);
  const firstTokenAt = facts?.firstTokenAt;
  return {
    ...receipt,
    failure: interruption === undefined ? receipt.failure : pickFailure(interruption),
    status: readFinalStatus(outcome, interruption),
    times,
    chargedUsd: findChargedUsd(outcome),
    firstTokenMillis: firstTokenAt === undefined ? undefined : firstTokenAt - times.startedAt,
  };
}

function findChargedUsd(outcome: Outcome): number | undefined {
  const charge = outcome.plan && decideCharge(outcome);
  return charge === undefined ? undefined : toUsd(charge);
}

/**
 * Streams report their resolved tier and usage at the end. If the first bytes happen to include them, they are still left
 * out, so that the headers are always the same.
 */
function readOpening(outcome: Outcome): ReplyFacts | undefined {
  if (outcome.kind !== 'reply') return undefined;
  return findWire(outcome.plan.action).isStreaming ? undefined : outcome.reply.opening;
}

/** @param facts undefined if a reply has not reported any yet */
function compose(
  { requestId, origin, outcome }: ReceiptSource,
  facts: ReplyFacts | undefined,
): Receipt {
  const { plan, attempts } = outcome;
  return {
    requestId,
    origin,
    asked: plan && composeAsked(plan),
    draft: outcome.draft,
    served: outcome.kind === 'reply' ? composeServed(outcome, facts) : undefined,
    failure: composeFailure(outcome),
    attempts,
    status: readStatus(outcome),
  };
}

function composeAsked(plan: Plan): AskedReceipt {
  const { action, operation, mappingVersion, variant, requested, caller } = plan;
  const { metadata, unpriced, mute } = plan;
  return {
    action,
    operation,
    mappingVersion,
    variant,
    modelId: requested.baseModelId,
    requestedTier: requested.tier,
    caller: caller?.policy.name,
    metadata,
    unpriced,
    mute,
  };
}

function composeServed(outcome: RepliedOutcome, facts: ReplyFacts | undefined): ServedReceipt {
  if (outcome.cachedSeconds !== undefined) return composeCacheHit(outcome, outcome.cachedSeconds);
  const { reply, answeredBy, tierFallback, plan } = outcome;
  const { usage, resolvedTier, streamException, errorName } = facts ?? NO_FACTS;
  const { status, headers } = reply;
  const call = findServedCall(outcome, facts ?? NO_FACTS);
  const cost = isServed(reply) && usage ? estimateCost(plan.prices, { ...call, usage }) : undefined;
  return {
    status,
    answeredBy,
    tierFallback,
    resolvedTier,
    latencyMode: findLatencyMode(call.latencyMode),
    usage,
    cost,
    costStatus: facts && cost === undefined ? findCostStatus(outcome, usage) : undefined,
    bedrockRequestId: headers['x-amzn-requestid'],
    bedrockError: streamException ?? readExceptionName(headers['x-amzn-errortype']) ?? errorName,
  };
}

function findCostStatus(
  { reply, plan }: RepliedOutcome,
  usage: ServedReceipt['usage'],
): CostStatus | undefined {
  if (!isServed(reply) || plan.action === 'count-tokens') return undefined;
  return usage === undefined ? 'unknown-usage' : 'unpriced';
}

/** Bedrock also sends `ValidationException:http://internal.amazon.com/coral/…`. */
function readExceptionName(errorType: string | undefined): string | undefined {
  return errorType?.split(':')[0];
}

function composeFailure(outcome: Outcome): ReceiptFailure | undefined {
  if (outcome.kind === 'reply') return undefined;
  if (outcome.kind === 'bug') return { code: 'unknown', cause: outcome.cause };
  return pickFailure(outcome.error);
}

function pickFailure({ code, cause }: RouterError): ReceiptFailure {
  return { code, cause };
}
