import type { ServiceTier } from '../ids/service-tier';

/** One who calls with an API key. */
export interface Caller {
  /** API Gateway's ID of the key, which is no secret; never the key itself. */
  readonly id: string;
  readonly policy: CallerPolicy;
}

/** What a caller may do, as its parameter says; `any` sets no bound of its own. */
export interface CallerPolicy {
  /** How logs and metrics name the caller: 1 to 64 ASCII characters, since it becomes a metric dimension. */
  readonly name: string;
  readonly operations: readonly string[] | 'any';
  readonly tiers: readonly ServiceTier[] | 'any';
  /** Base model IDs and ARNs, exactly as a route names them. */
  readonly models: readonly string[] | 'any';
  /** Undefined where the caller may spend as it likes. */
  readonly budget: CallerBudget | undefined;
}

/** What a caller may spend in a day or a month of UTC. */
export interface CallerBudget {
  readonly limitUsd: number;
  readonly period: 'day' | 'month';
  readonly whenExceeded: BudgetResponse;
  /** What happens while the ledger cannot be reached. */
  readonly whenUnavailable: 'allow' | 'reject';
}

/** What becomes of a request for which no money is left. */
export type BudgetResponse =
  | { readonly kind: 'reject' }
  /** The same route, on the flex tier. */
  | { readonly kind: 'demote-to-flex' }
  | { readonly kind: 'demote-to-operation'; readonly operation: string };
