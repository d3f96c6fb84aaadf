/**
 * | kind       | what a client sees                                      |
 * |------------|---------------------------------------------------------|
 * | `throttle` | the service's throttling error                          |
 * | `internal` | the service's internal error, HTTP 500                  |
 * | `hang`     | no answer until it gives up or the server closes        |
 * | `slow`     | the right answer, after `delayMillis`                   |
 * | `lost`     | a broken connection after the operation was performed   |
 */
export const FAILURE_KINDS = ['throttle', 'internal', 'hang', 'slow', 'lost'] as const;

export type PlannedKind = (typeof FAILURE_KINDS)[number];

export interface FailurePlan {
  readonly kind: PlannedKind;
  /** Only calls of this operation, e.g. `GetParametersByPath`; calls of any operation if left out. */
  readonly operation?: string | undefined;
  /** How many matching calls succeed before; 0 if left out. */
  readonly skip?: number | undefined;
  /** How many calls fail; 1 if left out. */
  readonly calls?: number | undefined;
  /** Only for `slow`; 1,000 if left out. */
  readonly delayMillis?: number | undefined;
}

/** A plan with its defaults. `skip` and `calls` count down. */
export interface PendingFailure extends FailurePlan {
  readonly skip: number;
  readonly calls: number;
  readonly delayMillis: number;
}

/** Failures on demand. The oldest matching plan applies, until it has failed its number of calls. */
export class PlannedFailures {
  #pending: readonly PendingFailure[] = [];

  plan({ kind, operation, skip = 0, calls = 1, delayMillis = 1000 }: FailurePlan): void {
    this.#pending = [...this.#pending, { kind, operation, skip, calls, delayMillis }];
  }

  clear(): void {
    this.#pending = [];
  }

  get pending(): readonly PendingFailure[] {
    return this.#pending;
  }

  /** The failure of a call; undefined if it succeeds. */
  take(operation: string): PendingFailure | undefined {
    const isFitting = (plan: PendingFailure) => (plan.operation ?? operation) === operation;
    const taken = this.#pending.find((plan) => isFitting(plan) && plan.skip === 0);
    this.#pending = this.#pending
      .map((plan) => {
        if (plan === taken) return { ...plan, calls: plan.calls - 1 };
        return isFitting(plan) ? { ...plan, skip: Math.max(0, plan.skip - 1) } : plan;
      })
      .filter(({ calls }) => calls > 0);
    return taken;
  }
}
