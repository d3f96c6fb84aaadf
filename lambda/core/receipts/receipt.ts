import type { RouterError, RouterErrorCode } from '../errors/router-error';
import { type CostEstimate, estimateCost } from '../pricing/estimate-cost';
import type { Attempt } from '../recovery/attempt';
import type { TierFallback } from '../recovery/tier-fallback';
import type { Candidate } from '../routing/candidate';
import type { Plan } from '../routing/plan';
import type { BedrockAction } from '../wire/bedrock-action';
import type { MetadataPairs } from '../wire/metadata/metadata-text';
import { NO_FACTS, type ReplyFacts } from '../wire/reply-facts';
import type { TokenUsage } from '../wire/token-usage';
import { wireOf } from '../wire/wire-of';
import { type Outcome, type RepliedOutcome, readFinalStatus, readStatus } from './outcome';
import type { RequestOrigin } from './request-origin';

/** What was requested, tried and served, and what it cost. It has no header, no body and no message of a caller. */
export interface Receipt {
  readonly requestId: string;
  /** Undefined if the request could not be read. */
  readonly origin: RequestOrigin | undefined;
  /** Undefined if the request was refused before it was planned. */
  readonly asked: AskedReceipt | undefined;
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
  readonly modelId: string;
  readonly requestedTier: Candidate['tier'];
  /** The name in the caller's policy; undefined if callers are not configured. */
  readonly caller: string | undefined;
  readonly metadata: MetadataPairs;
}

export interface ServedReceipt {
  /** The status with which the reply began. */
  readonly status: number;
  readonly answeredBy: Candidate;
  readonly tierFallback: TierFallback | undefined;
  /** Undefined as long as Bedrock has not reported it. */
  readonly resolvedTier: string | undefined;
  readonly usage: TokenUsage | undefined;
  /** Undefined without usage or without a price. */
  readonly cost: CostEstimate | undefined;
  readonly bedrockRequestId: string | undefined;
  /** An exception's name. */
  readonly bedrockError: string | undefined;
}

/** Why the router answered with an error of its own, or what interrupted an answer. */
export interface ReceiptFailure {
  readonly code: RouterErrorCode | 'unknown';
  /** For operators alone. */
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
  /** From the start of the request to the first piece of a streamed answer. */
  readonly firstTokenMillis: number | undefined;
}

export interface ReceiptSource {
  readonly requestId: string;
  readonly origin: RequestOrigin | undefined;
  readonly outcome: Outcome;
}

/** The receipt as it is known when the answer begins. */
export function composeReceipt(source: ReceiptSource): Receipt {
  return compose(source, readOpening(source.outcome));
}

export interface Ending {
  /** What ended the answer after it had begun. */
  readonly interruption: RouterError | undefined;
  readonly times: RequestTimes;
}

/** The receipt as it is known when the answer has been sent or has broken off. */
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
 * A ConverseStream reports its resolved tier and usage only at its end. If they came with the first bytes by chance, they
 * are left out: a header that is present by chance misleads.
 */
function readOpening(outcome: Outcome): ReplyFacts {
  if (outcome.kind !== 'reply') return NO_FACTS;
  return wireOf(outcome.plan.action).isStreaming ? NO_FACTS : outcome.reply.opening;
}

function compose({ requestId, origin, outcome }: ReceiptSource, facts: ReplyFacts): Receipt {
  const { plan, attempts } = outcome;
  return {
    requestId,
    origin,
    asked: plan && composeAsked(plan),
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
