import type { ServiceTier } from '../ids/service-tier';

/** A caller with an API key. */
export interface Caller {
  /** API Gateway's ID of the key. It is not a secret, unlike the key, which is never kept here. */
  readonly id: string;
  readonly policy: CallerPolicy;
}

/** What a caller may do, as its parameter says. `any` sets no bound. */
export interface CallerPolicy {
  /** The caller's name in logs and metrics: 1 to 64 ASCII characters, since it becomes a metric dimension. */
  readonly name: string;
  readonly operations: readonly string[] | 'any';
  readonly tiers: readonly ServiceTier[] | 'any';
  /** Base model IDs and ARNs, exactly as a route names them. */
  readonly models: readonly string[] | 'any';
  /** Undefined when the caller's spending is not limited. */
  readonly budget: CallerBudget | undefined;
}

/** What a caller may spend in a UTC day or month. */
export interface CallerBudget {
  readonly limitUsd: number;
  readonly period: 'day' | 'month';
  readonly whenExceeded: BudgetResponse;
  /** What happens while the ledger is not available. */
  readonly whenUnavailable: 'allow' | 'reject';
}

/** What happens to a request that the budget has no room for. */
export type BudgetResponse =
  | { readonly kind: 'reject' }
  /** It takes the same route on the flex tier. */
  | { readonly kind: 'demote-to-flex' }
  | { readonly kind: 'demote-to-operation'; readonly operation: string };
