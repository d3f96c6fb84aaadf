/**
 * The kinds of failures, and what the client receives.
 *
 * | kind       | the client receives                                     |
 * |------------|---------------------------------------------------------|
 * | `throttle` | the service's throttling error                          |
 * | `internal` | the service's internal error, HTTP 500                  |
 * | `hang`     | no response                                             |
 * | `slow`     | the correct response after `milliseconds`               |
 * | `lost`     | a broken connection after the operation was performed   |
 */
export const FAILURE_KINDS = ['throttle', 'internal', 'hang', 'slow', 'lost'] as const;

export type PlannedFailureKind = (typeof FAILURE_KINDS)[number];

export interface PlannedFailure {
  readonly kind: PlannedFailureKind;
  /**
   * The operation whose calls fail, e.g. `GetParametersByPath`.
   * @default - calls of any operation fail
   */
  readonly operation?: string | undefined;
  /**
   * The number of matching calls that succeed before the first one fails.
   * @default 0
   */
  readonly skip?: number | undefined;
  /**
   * The number of calls that fail.
   * @default 1
   */
  readonly times?: number | undefined;
  /**
   * The delay of the kind `slow`.
   * @default 1000
   */
  readonly milliseconds?: number | undefined;
}

/** A planned failure with its defaults. `skip` and `times` count down. */
export interface PendingFailure extends PlannedFailure {
  readonly skip: number;
  readonly times: number;
  readonly milliseconds: number;
}

/** The failures that a test plans. The oldest matching one applies, until its number of calls has failed. */
export class PlannedFailures {
  #pending: readonly PendingFailure[] = [];

  plan({ kind, operation, skip = 0, times = 1, milliseconds = 1000 }: PlannedFailure): void {
    this.#pending = [...this.#pending, { kind, operation, skip, times, milliseconds }];
  }

  clear(): void {
    this.#pending = [];
  }

  get pending(): readonly PendingFailure[] {
    return this.#pending;
  }

  /** Returns the failure of a call, and counts it; undefined if the call succeeds. */
  take(operation: string): PendingFailure | undefined {
    const matches = (plan: PendingFailure) => (plan.operation ?? operation) === operation;
    const taken = this.#pending.find((plan) => matches(plan) && plan.skip === 0);
    this.#pending = this.#pending
      .map((plan) => {
        if (plan === taken) return { ...plan, times: plan.times - 1 };
        return matches(plan) ? { ...plan, skip: Math.max(0, plan.skip - 1) } : plan;
      })
      .filter(({ times }) => times > 0);
    return taken;
  }
}
