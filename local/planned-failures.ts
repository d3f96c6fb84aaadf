/**
 * | kind       | what a client sees                                      |
 * |------------|---------------------------------------------------------|
 * | `throttle` | that it asks too much, in the service's words           |
 * | `internal` | the service's internal error, HTTP 500                  |
 * | `hang`     | no answer until it gives up or the server closes        |
 * | `slow`     | the right answer, after `delayMillis`                   |
 * | `lost`     | a broken connection, although what it asked for is done |
 */
export const FAILURE_KINDS = ['throttle', 'internal', 'hang', 'slow', 'lost'] as const;

export type PlannedKind = (typeof FAILURE_KINDS)[number];

export interface FailurePlan {
  readonly kind: PlannedKind;
  /** Only calls of this operation, e.g. `GetParametersByPath`; calls of any where left out. */
  readonly operation?: string | undefined;
  /** How many fitting calls are answered as they should be before; 0 where left out. */
  readonly skip?: number | undefined;
  /** How many calls fail; 1 where left out. */
  readonly calls?: number | undefined;
  /** Only of `slow`; 1,000 where left out. */
  readonly delayMillis?: number | undefined;
}

/** A plan with its defaults filled in, and the calls that it still has to skip and to fail. */
export interface PendingFailure extends FailurePlan {
  readonly skip: number;
  readonly calls: number;
  readonly delayMillis: number;
}

/** Failures on demand. A plan is used up by the calls it fails; the oldest fitting plan comes first. */
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

  /** The failure for a call that has just come in, if one is planned. */
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
