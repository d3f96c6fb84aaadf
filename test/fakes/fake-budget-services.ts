import type {
  BudgetEvent,
  BudgetLedger,
  BudgetNotice,
  BudgetServices,
} from '../../lambda/app/budgets/services';
import type { Caller, CallerBudget } from '../../lambda/core/callers/policy';
import { FakeClock } from './fake-clock';
import { MemoryBudgetLedger } from './memory-budget-ledger';

/** The services of budgets in memory. Their clock stands still. */
export class FakeBudgetServices implements BudgetServices {
  readonly ledger: BudgetLedger;
  readonly published: BudgetNotice[] = [];
  readonly events: BudgetEvent[] = [];
  /** Thrown by the next notices, as long as it is set. */
  noticeFailure: Error | undefined;
  readonly clock = new FakeClock();
  /** Called while a step after the answer waits to be repeated. */
  onPause = () => {};
  #now: number;
  #ids = 0;

  constructor(ledger: BudgetLedger = new MemoryBudgetLedger(), date = '2026-11-21T12:00:00Z') {
    this.ledger = ledger;
    this.#now = Date.parse(date);
    if (ledger instanceof MemoryBudgetLedger) ledger.now = this.now;
  }

  readonly notices = {
    publish: async (notice: BudgetNotice) => {
      if (this.noticeFailure !== undefined) throw this.noticeFailure;
      this.published.push(notice);
    },
  };
  readonly timers = {
    clock: this.clock.read,
    pause: async (mostMillis: number) => {
      this.clock.advance(mostMillis);
      this.onPause();
    },
    limit: () => new AbortController().signal,
  };
  readonly telemetry = {
    recordBudgetEvent: (event: BudgetEvent) => void this.events.push(event),
  };
  readonly now = () => this.#now;
  readonly newId = () => {
    this.#ids += 1;
    return `id${this.#ids}`;
  };

  setDate(date: string): void {
    this.#now = Date.parse(date);
  }

  advance(seconds: number): void {
    this.#now += seconds * 1000;
  }
}

export const BUDGET: CallerBudget = {
  limitUsd: 1,
  period: 'day',
  whenExceeded: { kind: 'reject' },
  whenUnavailable: 'allow',
};

/** A caller that may do everything within its budget. */
export function composeCaller(budget: Partial<CallerBudget> = {}): Caller {
  return {
    id: 'key1',
    policy: {
      name: 'claims-team',
      operations: 'any',
      tiers: 'any',
      models: 'any',
      budget: { ...BUDGET, ...budget },
    },
  };
}
