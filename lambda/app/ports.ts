import type { ServiceTier } from '../core/ids/service-tier';
import type { Outcome, Reply } from '../core/receipts/outcome';
import type { FinalReceipt, Receipt } from '../core/receipts/receipt';
import type { FailureMemory } from '../core/recovery/failure-memory';
import type { RetryBudget } from '../core/recovery/retry-budget';
import type { AccessBounds } from '../core/routing/access-bounds';
import type { Plan } from '../core/routing/plan';
import type { RouterRequest } from '../core/routing/plan-request';
import type { RejectedKind } from '../core/settings/hot-value';
import type { RequestNames } from '../core/settings/named-snapshot';
import type { FoundOverride } from '../core/settings/revise-entries';
import type { Snapshot } from '../core/settings/snapshot';
import type { BedrockRequest } from '../core/wire/wire';
import type { BudgetServices } from './budgets/services';
import type { Deadline } from './deadline';
import type { JobServices } from './jobs/services';
import type { MediaStore } from './media/media-store';
import type { GuardedReplyCache } from './reply-cache/guarded-cache';

export interface BedrockModels {
  /**
   * Calls once, without retries. An answer of any status is a reply; a stream is a reply once its first message is
   * complete, even if that is an exception.
   *
   * @param signal ends the call, also while its reply is streaming; its reason is a RouterError
   * @throws the signal's reason once it is aborted; RouterError `bedrock-unreachable` if the request was not delivered, or
   * `reply-broken` if it was and no whole reply or first message came, which Bedrock may bill
   */
  invoke(request: BedrockRequest, signal: AbortSignal): Promise<Reply>;
}

export interface SnapshotSource {
  /**
   * Resolves to the snapshot in force. It is older than twice its maximum age only if Parameter Store could not be read
   * within a second. Never rejects: if nothing could be read, the snapshot has the deploy's mapping, no policies and the
   * built-in prices.
   *
   * @param request what the snapshot has to be enough for; by default, everything
   */
  current(request?: RequestNames): Promise<Snapshot>;
  /** Resolves when no reading is under way. */
  settled(): Promise<void>;
}

/** What operators see. No prompt, document or reply passes through here. */
export interface Telemetry {
  recordPlan(requestId: string, plan: Plan): void;
  recordReceipt(receipt: FinalReceipt): void;
  recordMappingProblem(problem: MappingProblem): void;
  /** Records who owns the values that an environment's first reading found. */
  recordOwnership(ownership: Ownership): void;
}

export interface Ownership {
  readonly parameterPrefix: string;
  readonly overrides: readonly FoundOverride[];
  /** The owner of the prefix and the router's own stack, if they differ. */
  readonly foreign: { readonly owner: string; readonly own: string } | undefined;
}

export type MappingProblem =
  | { readonly kind: 'unreadable'; readonly parameterPath: string; readonly cause: unknown }
  | { readonly kind: 'empty'; readonly parameterPath: string }
  | {
      readonly kind: RejectedKind;
      readonly parameterName: string;
      readonly version: string;
      readonly problem: string;
      /** Whether it was reported before in this environment. Then it adds to the metric but not to the log. */
      readonly isRepeated: boolean;
    };

/** How recovery waits. */
export interface RecoveryTimeouts {
  /** How long a stream may take to its first byte, by tier, in milliseconds. */
  readonly firstByteMillis: Readonly<Record<ServiceTier, number>>;
  /** A pause of random length, at most so long, before a retry; ends early with the signal. */
  readonly pause: (mostMillis: number, signal: AbortSignal) => Promise<void>;
}

/** Everything that a request needs from outside. */
export interface Router {
  readonly bounds: AccessBounds;
  /** Each request takes one snapshot at its start. */
  readonly snapshots: SnapshotSource;
  /** Whether every request needs a caller with a policy. */
  readonly hasCallers: boolean;
  /** Undefined if no caller has a budget. */
  readonly budgets: BudgetServices | undefined;
  /** Undefined if the deployment allows no cached replies. */
  readonly replyCache?: GuardedReplyCache | undefined;
  /** Undefined if the deployment has no jobs. */
  readonly jobs?: JobServices | undefined;
  readonly bedrock: BedrockModels;
  /** Undefined if media in S3 are Bedrock's to read, whatever the model. */
  readonly media?: MediaStore | undefined;
  /** Whether calls carry request metadata, by which Bedrock's invocation logs can be joined. */
  readonly stampsMetadata: boolean;
  readonly telemetry: Telemetry;
  readonly failures: FailureMemory;
  readonly retries: RetryBudget;
  readonly timeouts: RecoveryTimeouts;
  /** Milliseconds of a clock that only runs forward, also while the environment is frozen. */
  readonly clock: () => number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Draws a number from 0 up to 1. */
  readonly random: () => number;
}

/** One request on its way through the router. */
export interface Invocation {
  readonly requestId: string;
  readonly request: RouterRequest;
  readonly deadline: Deadline;
  /** Narrows the plan, e.g. to the calls of the primary; by default, every call may be made. */
  readonly narrow?: (plan: Plan) => Plan;
  /**
   * Answers the caller; resolves when the answer has been sent.
   *
   * @throws RouterError if an answer that has begun cannot be ended
   */
  readonly answer: (outcome: Outcome, receipt: Receipt) => Promise<void>;
}
