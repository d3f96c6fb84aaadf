import { requireOperationName } from '../mapping/operations';

/** What the router does with a request that a caller's budget does not cover. */
export class BudgetResponse {
  /** Refuses the request. */
  static reject(): BudgetResponse {
    return new BudgetResponse('reject');
  }

  /** Keeps the route of the request, but requests the flex tier. */
  static demoteToFlex(): BudgetResponse {
    return new BudgetResponse('demote-to-flex');
  }

  /** Uses the route of another operation. */
  static demoteTo(operation: string): BudgetResponse {
    requireOperationName(operation);
    return new BudgetResponse(`demote-to:${operation}`, operation);
  }

  private constructor(
    /** The value in a caller's policy: `reject`, `demote-to-flex` or `demote-to:<operation>`. */
    readonly text: string,
    /** The operation whose route is used; undefined if the route does not change. */
    readonly operation?: string,
  ) {}

  /** Returns the value in a caller's policy. */
  toString(): string {
    return this.text;
  }
}
