import type { RouterError } from '../core/errors/router-error';
import type { ServiceTier } from '../core/ids/service-tier';
import type { RequestOrigin } from '../core/receipts/request-origin';
import type { Cooldowns } from '../core/recovery/cooldowns';
import type { RefusedTiers } from '../core/recovery/refused-tiers';
import type { AccessBounds } from '../core/routing/access-bounds';
import type { RouterRequest, Target } from '../core/routing/target';
import type { RejectedKind } from '../core/settings/hot-value';
import type { Snapshot } from '../core/settings/snapshot';
import type { BedrockRequest } from '../core/wire/wire';
import type { BudgetPorts } from './budgets/budget-ports';
import type { BedrockReply, Outcome } from './outcome';

export interface BedrockModels {
  /**
   * Calls once, without retries. Any status that Bedrock answers is a reply; a stream is a reply once its first message
   * has come whole, be that an exception.
   *
   * @param signal ends the call, also while its reply is still streaming; its reason is a RouterError
   * @throws the signal's reason once it is aborted; RouterError `bedrock-unreachable` where no reply came,
   * `reply-broken` where a successful one began and broke off, which Bedrock bills
   */
  invoke(request: BedrockRequest, signal: AbortSignal): Promise<BedrockReply>;
}

export interface SnapshotSource {
  /**
   * The snapshot in force, at once; waits only for the first reading. Never throws: what could not be read is the
   * deploy's mapping, no policies and the built-in prices.
   */
  current(): Promise<Snapshot>;
  /** Resolves when no reading is under way, so that none is cut off by a frozen environment. */
  settled(): Promise<void>;
}

/** Times of one request in milliseconds. */
export interface RequestTimes {
  /** On the router's clock. */
  readonly startedAt: number;
  readonly totalMillis: number;
  /** Spent waiting for Bedrock. */
  readonly bedrockMillis: number;
}

export interface RequestRecord extends RequestTimes {
  readonly requestId: string;
  /** Undefined where the request knocked at no endpoint. */
  readonly origin: RequestOrigin | undefined;
  readonly outcome: Outcome;
  /** What ended the answer after it had begun, if anything did. */
  readonly interruption: RouterError | undefined;
}

/** What operators see. No prompt, document or reply ever passes through here. */
export interface Telemetry {
  recordTarget(requestId: string, target: Target): void;
  recordRequest(record: RequestRecord): void;
  recordMappingProblem(problem: MappingProblem): void;
}

export type MappingProblem =
  | { readonly kind: 'unreadable'; readonly parameterPath: string; readonly cause: unknown }
  | { readonly kind: 'empty'; readonly parameterPath: string }
  | {
      readonly kind: RejectedKind;
      readonly parameterName: string;
      readonly version: string;
      readonly problem: string;
      /** Reported before in this environment: still a metric, not another log line. */
      readonly isRepeated: boolean;
    };

/** How long a request may go on. */
export interface Deadline {
  /** Aborted when the client is gone or the time is up; its reason is a RouterError. */
  readonly signal: AbortSignal;
  remainingMillis(): number;
  /** Leaves at most so much from now on. */
  shorten(millis: number): void;
}

/** How recovery waits. */
export interface RecoveryTimeouts {
  /** How long a call may go without the first byte of its answer, by tier, in milliseconds. */
  readonly firstByteMillis: Readonly<Record<ServiceTier, number>>;
  /** A short pause of random length before the same is asked again; ends early with the signal. */
  readonly pause: (signal: AbortSignal) => Promise<void>;
}

/** Everything that a request needs of the world. */
export interface Router {
  readonly bounds: AccessBounds;
  /** Each request takes one snapshot at its start. */
  readonly snapshots: SnapshotSource;
  /** Whether every request needs a caller with a policy. */
  readonly hasCallers: boolean;
  /** Undefined where no caller has a budget. */
  readonly budgets: BudgetPorts | undefined;
  readonly bedrock: BedrockModels;
  /** Whether calls carry what Bedrock's invocation logs can be joined by. */
  readonly stampsMetadata: boolean;
  readonly telemetry: Telemetry;
  readonly refusedTiers: RefusedTiers;
  readonly cooldowns: Cooldowns;
  readonly timeouts: RecoveryTimeouts;
  /** Milliseconds of a clock that only runs forward. */
  readonly clock: () => number;
}

/** One request on its way through the router. */
export interface Invocation {
  readonly requestId: string;
  readonly request: RouterRequest;
  readonly deadline: Deadline;
  /**
   * Answers the caller; resolves when the answer is out.
   *
   * @throws RouterError where an answer that has begun cannot be ended
   */
  readonly answer: (outcome: Outcome) => Promise<void>;
}
