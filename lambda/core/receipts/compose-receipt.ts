import type { RouterError } from '../errors/router-error';
import { estimateCost } from '../pricing/estimate-cost';
import type { Plan } from '../routing/plan';
import { findWire } from '../wire/find-wire';
import { NO_FACTS, type ReplyFacts } from '../wire/reply-facts';
import { type Outcome, type RepliedOutcome, readFinalStatus, readStatus } from './outcome';
import type {
  AskedReceipt,
  FinalReceipt,
  Receipt,
  ReceiptFailure,
  RequestTimes,
  ServedReceipt,
} from './receipt';
import type { RequestOrigin } from './request-origin';

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
  const facts = outcome.kind === 'reply' ? outcome.reply.readEnd() : NO_FACTS;
  const receipt = compose(source, facts);
  const { firstTokenAt } = facts;
  return {
    ...receipt,
    failure: interruption === undefined ? receipt.failure : pickFailure(interruption),
    status: readFinalStatus(outcome, interruption),
    times,
    firstTokenMillis: firstTokenAt === undefined ? undefined : firstTokenAt - times.startedAt,
  };
}

/**
 * Streams report their resolved tier and usage at the end. If the first bytes happen to include them, they are still left
 * out, so that the headers are always the same.
 */
function readOpening(outcome: Outcome): ReplyFacts {
  if (outcome.kind !== 'reply') return NO_FACTS;
  return findWire(outcome.plan.action).isStreaming ? NO_FACTS : outcome.reply.opening;
}

function compose({ requestId, origin, outcome }: ReceiptSource, facts: ReplyFacts): Receipt {
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
  const { action, operation, mappingVersion, requested, caller, metadata } = plan;
  return {
    action,
    operation,
    mappingVersion,
    modelId: requested.baseModelId,
    requestedTier: requested.tier,
    caller: caller?.policy.name,
    metadata,
  };
}

function composeServed(
  { reply, answeredBy, tierFallback, plan }: RepliedOutcome,
  { usage, resolvedTier, streamException }: ReplyFacts,
): ServedReceipt {
  const { status, headers } = reply;
  const { baseModelId, tier } = answeredBy;
  const call = usage && { baseModelId, tier: resolvedTier ?? tier, usage };
  return {
    status,
    answeredBy,
    tierFallback,
    resolvedTier,
    usage,
    cost: call && estimateCost(plan.prices, call),
    bedrockRequestId: headers['x-amzn-requestid'],
    bedrockError: streamException ?? readExceptionName(headers['x-amzn-errortype']),
  };
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
