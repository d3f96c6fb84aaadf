/**
 * | kind       | what a client sees                                  |
 * |------------|-----------------------------------------------------|
 * | `throttle` | ThrottlingException "Rate exceeded"                 |
 * | `internal` | InternalServerError, HTTP 500                       |
 * | `hang`     | no answer until it gives up or the server closes    |
 * | `slow`     | the right answer, after `delayMillis`               |
 */
export const FAILURE_KINDS = ['throttle', 'internal', 'hang', 'slow'] as const;

export interface FailurePlan {
  readonly kind: (typeof FAILURE_KINDS)[number];
  /** Only calls of this operation, e.g. `GetParametersByPath`; calls of any where left out. */
  readonly operation?: string | undefined;
  /** How many calls fail; 1 where left out. */
  readonly calls?: number | undefined;
  /** Only of `slow`; 1,000 where left out. */
  readonly delayMillis?: number | undefined;
}

/** A plan with its defaults filled in, and the calls that it still has to fail. */
export interface PendingFailure extends FailurePlan {
  readonly calls: number;
  readonly delayMillis: number;
}

/** Failures on demand. A plan is used up by the calls it fails; the oldest fitting plan comes first. */
export class PlannedFailures {
  #pending: readonly PendingFailure[] = [];

  plan({ kind, operation, calls = 1, delayMillis = 1000 }: FailurePlan): void {
    this.#pending = [...this.#pending, { kind, operation, calls, delayMillis }];
  }

  clear(): void {
    this.#pending = [];
  }

  get pending(): readonly PendingFailure[] {
    return this.#pending;
  }

  /** The failure for a call that has just come in, if one is planned. */
  take(operation: string): PendingFailure | undefined {
    const fitting = this.#pending.find((plan) => (plan.operation ?? operation) === operation);
    if (fitting === undefined) return undefined;
    this.#pending = this.#pending
      .map((plan) => (plan === fitting ? { ...plan, calls: plan.calls - 1 } : plan))
      .filter(({ calls }) => calls > 0);
    return fitting;
  }
}
