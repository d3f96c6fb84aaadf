import { ROUTER_ERRORS, type RouterError } from '../core/errors/router-error';
import type { TieredModelId } from '../core/ids/tiered-model-id';
import type { Attempt } from '../core/recovery/attempt';
import { readStreamExceptionStatus } from '../core/recovery/stream-exception';
import type { Target } from '../core/routing/target';
import type { Headers } from '../core/wire/forwarded-headers';
import type { ReplyFacts } from '../core/wire/reply-facts';
import type { CostEstimate } from './estimate-cost';

/** A reply as Bedrock gives it. */
export interface BedrockReply {
  readonly status: number;
  readonly headers: Headers;
  /**
   * The bytes as they come, to be taken once.
   *
   * Throws a RouterError where they end too early: the signal's reason, or `stream-broken`.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** What the reply has said so far; of a stream all is known only at its end. */
  facts(): ReplyFacts;
}

/**
 * Why another candidate answered than the one requested: the model does not take the tier, it had no capacity or the
 * account no quota, it had failed so often that it was left alone, or its caller had no money left for it.
 */
export type TierFallback = 'unsupported' | 'capacity' | 'quota' | 'cooldown' | 'budget';

/** What became of one request. */
export type Outcome =
  | {
      readonly kind: 'replied';
      readonly target: Target;
      /** Errors of Bedrock are replies too. */
      readonly reply: BedrockReply;
      /** Who gave it. */
      readonly answeredBy: TieredModelId;
      readonly tierFallback: TierFallback | undefined;
      readonly attempts: readonly Attempt[];
      /** Until one of the candidates may be asked again; 0 where one may be asked now. */
      readonly restMillis?: number;
      /** By what the reply has said so far; of a stream all is known only at its end. */
      readonly estimateCost: () => CostEstimate | undefined;
    }
  | {
      readonly kind: 'refused';
      /** Undefined where the request was refused before it had one. */
      readonly target: Target | undefined;
      readonly error: RouterError;
      readonly attempts: readonly Attempt[];
      /** As above; undefined where no candidate was asked. */
      readonly restMillis?: number;
    }
  | {
      /** A bug of ours: nothing is known about it, and nothing is told. */
      readonly kind: 'broken';
      readonly target: Target | undefined;
      readonly cause: unknown;
      /** Those that ended before it. */
      readonly attempts: readonly Attempt[];
    };

/** A bug is a bare 500. */
const BROKEN_STATUS = 500;

/** The HTTP status with which an outcome is answered. */
export function readStatus(outcome: Outcome): number {
  switch (outcome.kind) {
    case 'replied':
      return outcome.reply.status;
    case 'refused':
      return ROUTER_ERRORS[outcome.error.code].status;
    case 'broken':
      return BROKEN_STATUS;
    default:
      return outcome satisfies never;
  }
}

/** The status that tells how a request ended: of a stream that failed, not the 200 with which it began. */
export function readFinalStatus(outcome: Outcome, interruption: RouterError | undefined): number {
  if (interruption !== undefined) return ROUTER_ERRORS[interruption.code].status;
  const exception = outcome.kind === 'replied' ? outcome.reply.facts().streamException : undefined;
  if (exception === undefined) return readStatus(outcome);
  return readStreamExceptionStatus(exception);
}
