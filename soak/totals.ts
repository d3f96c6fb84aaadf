import { HEADERS } from '../lambda/contract';
import type { FinishedRound } from './checks/finished-round';
import type { HeldResources } from './log';
import { hasLeft } from './traffic/send-request';

const MEGABYTE = 1024 * 1024;
/**
 * How much more memory the function may hold than after its first rounds. The JIT and the caches of the SDK grow by 2
 * MB for a while. A leak of one kilobyte a request exceeds the limit within five minutes.
 */
const MOST_GROWTH_BYTES = 8 * MEGABYTE;
const MOST_VIOLATIONS = 20;

/** The results of a soak so far. */
export class SoakTotals {
  rounds = 0;
  /** Rounds in which a process stood still, so that timeouts say nothing. */
  stalledRounds = 0;
  requests = 0;
  callsOfBedrock = 0;
  /** Writes that arrived at DynamoDB. */
  ledgerWrites = 0;
  /** Writes that failed, were late, or lost their answers. */
  failedWrites = 0;
  budgetRefusals = 0;
  demotions = 0;
  /** One sentence each, with its round. Empty if nothing is wrong. */
  readonly violations: string[] = [];
  /** Status, or how a request ended without a whole answer → how many. */
  readonly endings = new Map<string, number>();
  /** Before the first request. */
  readonly baseline: HeldResources;
  /** After the first rounds. */
  warm: HeldResources | undefined;
  last: HeldResources | undefined;

  constructor(baseline: HeldResources) {
    this.baseline = baseline;
  }

  /** Whether there are too many violations to go on. */
  get isStuck(): boolean {
    return this.violations.length >= MOST_VIOLATIONS;
  }

  add(round: FinishedRound, problems: readonly string[]): void {
    const { answers, entries } = round;
    this.#addBudgets(round);
    this.rounds += 1;
    if (round.budgets.wasStalled) this.stalledRounds += 1;
    this.requests += answers.length;
    this.callsOfBedrock += entries.length;
    for (const problem of problems) this.violations.push(`round ${this.rounds}: ${problem}`);
    for (const answer of answers) {
      const ending = hasLeft(answer) ? 'left' : `${answer.status}${answer.isCut ? ' cut' : ''}`;
      this.endings.set(ending, (this.endings.get(ending) ?? 0) + 1);
    }
  }

  #addBudgets({ answers, budgets: { calls } }: FinishedRound): void {
    const count = (name: string, value: string) =>
      answers.filter(({ headers }) => headers[name] === value).length;
    this.ledgerWrites += calls.length;
    this.failedWrites += calls.filter(({ failure, isReceived }) => failure || !isReceived).length;
    this.budgetRefusals += count(HEADERS.error, 'budget-exceeded');
    this.demotions += count(HEADERS.tierFallback, 'budget');
  }

  end(held: HeldResources, problems: readonly string[]): void {
    this.last = held;
    this.violations.push(...problems);
    if (held.resources > this.baseline.resources) {
      const before = this.baseline.resources;
      this.violations.push(`${held.resources} sockets and timers at the end, ${before} before`);
    }
    const growth = held.heldBytes - (this.warm ?? this.baseline).heldBytes;
    if (growth > MOST_GROWTH_BYTES) {
      this.violations.push(`memory has grown by ${Math.round(growth / MEGABYTE)} MB`);
    }
  }
}
