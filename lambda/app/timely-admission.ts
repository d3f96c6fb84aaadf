import type { Target } from '../core/routing/target';
import type { Snapshot } from '../core/settings/snapshot';
import { BudgetedRequest } from './budgets/budgeted-request';
import type { Outcome } from './outcome';
import type { Router } from './ports';

/**
 * Lets one request into its caller's budget, as long as somebody waits for it. Money that is set aside after that is
 * given back all the same.
 */
export class TimelyAdmission {
  readonly #budgeted: BudgetedRequest;
  #underWay: Promise<unknown> = Promise.resolve();

  constructor(router: Router) {
    this.#budgeted = new BudgetedRequest(router);
  }

  /**
   * What may be asked, as `BudgetedRequest` has it.
   *
   * @throws the signal's reason once it is aborted; RouterError where the budget refuses
   */
  async admit(target: Target, snapshot: Snapshot, signal: AbortSignal): Promise<Target> {
    const admission = this.#admit(target, snapshot, signal);
    this.#underWay = admission.catch(() => {});
    return await endWith(signal, admission);
  }

  /** Settles once the answer is out, and nothing is set aside any more. Never throws. */
  async settle(outcome: Outcome): Promise<void> {
    await this.#underWay;
    await this.#budgeted.settle(outcome);
  }

  async #admit(target: Target, snapshot: Snapshot, signal: AbortSignal): Promise<Target> {
    signal.throwIfAborted();
    return await this.#budgeted.admit(target, snapshot);
  }
}

function endWith<Result>(signal: AbortSignal, waiting: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const end = () => reject(signal.reason);
    if (signal.aborted) end();
    signal.addEventListener('abort', end);
    waiting.then(resolve, reject).finally(() => signal.removeEventListener('abort', end));
  });
}
