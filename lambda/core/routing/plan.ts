import type { CostBound } from '../budgets/bound-cost';
import type { Caller } from '../callers/policy';
import type { Catalog } from '../catalog/catalog';
import type { ServiceTier } from '../ids/service-tier';
import type { Prices } from '../pricing/prices';
import type { OperationSettings } from '../settings/operation/operation-settings';
import type { BedrockAction } from '../wire/bedrock-action';
import type { WireRequest } from '../wire/wire';
import { type Candidate, isSameCandidate } from './candidate';
import type { RequestOptions } from './request-options';

/**
 * Why a call is in a plan.
 *
 * | Reason         | Is made                                                                        |
 * |----------------|--------------------------------------------------------------------------------|
 * | `primary`      | first                                                                          |
 * | `fallback`     | after a failure that another candidate may not have                            |
 * | `without-tier` | in place of a call whose model refuses the tier                                |
 * | `demoted`      | in place of all others if the caller has no money left for them                |
 */
export type CallReason = 'primary' | 'fallback' | 'without-tier' | 'demoted';

/** One call that a request may make. */
export interface PlannedCall {
  readonly candidate: Candidate;
  readonly reason: CallReason;
  /** The most that the call can cost. Undefined without a budget, because it requires reading the body. */
  readonly bound: CostBound | undefined;
}

/** Calls in the order in which they may be made. */
export type PlannedCalls = readonly [PlannedCall, ...PlannedCall[]];

/** Everything that is decided about a request before Bedrock is called. No call is made that is not in its plan. */
export interface Plan extends RequestOptions {
  /** Undefined if callers are not configured. */
  readonly caller: Caller | undefined;
  readonly action: BedrockAction;
  /** The operation's name, or `direct` if the caller named a model. */
  readonly operation: string;
  /** Undefined if the caller named a model. */
  readonly mappingVersion: string | undefined;
  /** Those of the operation, or of `direct`. Undefined if it has none. */
  readonly settings: OperationSettings | undefined;
  /** The variant of a split that gave the route, or `mapping`. Undefined if no split decided. */
  readonly variant: string | undefined;
  /** The tier that the model ID names. */
  readonly suffixTier: ServiceTier;
  readonly requested: Candidate;
  readonly request: WireRequest;
  /** The prices by which the whole request is bounded, charged and reported. */
  readonly prices: Prices;
  readonly catalog: Catalog;
  /** As in the snapshot that the plan follows from. */
  readonly isStale?: boolean | undefined;
  /** No two have the same candidate. */
  readonly calls: PlannedCalls;
  /** The candidates that a budget left out of {@link calls}, because they have no price. */
  readonly unpriced: readonly Candidate[];
  /** The candidates of the route that are known not to speak the API of the call. */
  readonly mute: readonly Candidate[];
  /** The calls that replace {@link calls} if the caller's budget is exceeded. If empty, the request is then refused. */
  readonly demotion: readonly PlannedCall[];
}

export function findCall(
  calls: readonly PlannedCall[],
  candidate: Candidate,
): PlannedCall | undefined {
  return calls.find((call) => isSameCandidate(call.candidate, candidate));
}
