import type { AccessBounds } from '../core/access-bounds';
import type { ConverseRequest, Target } from '../core/target';
import type { RejectedRoute, TierMapping } from '../core/tier-mapping';
import type { BedrockReply, Outcome } from './outcome';

/** One call of Bedrock's Converse. */
export interface BedrockCall {
  readonly baseModelId: string;
  /** The tier as the body asks for it; adapters do not add it anywhere. */
  readonly body: Uint8Array;
  /** Ends the call; its reason is a RouterError. */
  readonly signal: AbortSignal;
}

export interface BedrockModels {
  /**
   * Calls once, without retries. Any status that Bedrock answers is a reply.
   *
   * @throws the signal's reason once it is aborted; RouterError `bedrock-unreachable` where no reply came
   */
  converse(call: BedrockCall): Promise<BedrockReply>;
}

export interface TierMappingSource {
  /** The mapping in force, at once; waits only for the first reading. Never throws: the last resort is the deploy's. */
  current(): Promise<TierMapping>;
  /** Resolves when no reading is under way, so that none is cut off by a frozen environment. */
  settled(): Promise<void>;
}

/** Times of one request in milliseconds. */
export interface RequestTimes {
  readonly totalMillis: number;
  /** Spent waiting for Bedrock. */
  readonly bedrockMillis: number;
}

export interface RequestRecord extends RequestTimes {
  readonly requestId: string;
  readonly outcome: Outcome;
}

/** What operators see. No prompt, document or reply ever passes through here. */
export interface Telemetry {
  recordTarget(requestId: string, target: Target): void;
  recordRequest(record: RequestRecord): void;
  recordMappingProblem(problem: MappingProblem): void;
}

export type MappingProblem =
  | {
      readonly kind: 'rejected';
      readonly parameterName: string;
      readonly rejected: RejectedRoute;
      /** Reported before in this environment: still a metric, not another log line. */
      readonly isRepeated: boolean;
    }
  | { readonly kind: 'unreadable'; readonly parameterPath: string; readonly cause: unknown }
  | { readonly kind: 'empty'; readonly parameterPath: string };

/** Everything that a request needs of the world. */
export interface Router {
  readonly bounds: AccessBounds;
  readonly mapping: TierMappingSource;
  readonly bedrock: BedrockModels;
  readonly telemetry: Telemetry;
  /** Milliseconds of a clock that only runs forward. */
  readonly clock: () => number;
}

/** One request on its way through the router. */
export interface Invocation {
  readonly requestId: string;
  readonly asked: ConverseRequest;
  /** Aborted when the client is gone or the time is up; its reason is a RouterError. */
  readonly signal: AbortSignal;
  /** Answers the caller; resolves when the answer is out or the caller is gone. */
  readonly answer: (outcome: Outcome) => Promise<void>;
}
