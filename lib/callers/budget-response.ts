import { requireOperationName } from '../mapping/operations';

/** What becomes of a request for which no money is left. */
export class BudgetResponse {
  /** It is refused. */
  static reject(): BudgetResponse {
    return new BudgetResponse('reject');
  }

  /** It takes the same route, on the flex tier. */
  static demoteToFlex(): BudgetResponse {
    return new BudgetResponse('demote-to-flex');
  }

  /** It takes the route of another operation. */
  static demoteTo(operation: string): BudgetResponse {
    requireOperationName(operation);
    return new BudgetResponse(`demote-to:${operation}`, operation);
  }

  private constructor(
    /** As a caller's policy has it: `reject`, `demote-to-flex` or `demote-to:<operation>`. */
    readonly text: string,
    /** Whose route is taken; undefined where the route stays. */
    readonly operation?: string,
  ) {}

  /** As a caller's policy has it. */
  toString(): string {
    return this.text;
  }
}
