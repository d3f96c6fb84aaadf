import type { ReplyFacts } from '../core/reply-facts';
import { ROUTER_ERRORS, type RouterError } from '../core/router-error';
import type { Target } from '../core/target';

/** A reply as Bedrock gave it. */
export interface BedrockReply {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What became of one request. */
export type Outcome =
  | {
      readonly kind: 'replied';
      readonly target: Target;
      /** Errors of Bedrock are replies too. */
      readonly reply: BedrockReply;
      readonly facts: ReplyFacts;
    }
  | {
      readonly kind: 'refused';
      /** Undefined where the request was refused before it had one. */
      readonly target: Target | undefined;
      readonly error: RouterError;
    }
  | {
      /** A bug of ours: nothing is known about it, and nothing is told. */
      readonly kind: 'broken';
      readonly target: Target | undefined;
      readonly cause: unknown;
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
