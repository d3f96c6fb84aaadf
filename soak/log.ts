import { isJsonObject, type JsonObject, parseJsonObject } from '../lambda/core/json/json-object';
import { UNPUBLISHED_WARNING } from './ledger/trouble';
import { MARK } from './traffic/mark';

/** What the function's process holds after a garbage collection. */
export interface HeldResources {
  readonly heldBytes: number;
  /** Sockets and timers that keep the process busy. */
  readonly resources: number;
}

/** The function's log by kind of line, and what must not be in it. */
export class SoakLog {
  #violations: string[] = [];
  #receipts: JsonObject[] = [];
  #metrics: JsonObject[] = [];
  #budgetLines: JsonObject[] = [];
  readonly #budgetHistory: JsonObject[] = [];
  #held: HeldResources | undefined;
  #mappingErrors = 0;
  #longestStallMillis = 0;

  add(line: string): void {
    const entry = parseJsonObject(line);
    if (entry === undefined) this.#violations.push('a line of the log is no JSON object');
    if (line.includes(`${MARK}-`)) this.#violations.push('a line of the log quotes a request');
    if (entry !== undefined) this.#sort(entry);
  }

  /** Since the last {@link forget}. */
  get receipts(): readonly JsonObject[] {
    return this.#receipts;
  }

  /** Lines of metrics that belong to requests, since the last {@link forget}. */
  get metrics(): readonly JsonObject[] {
    return this.#metrics;
  }

  /** Lines about budgets, since the last {@link forget}. */
  get budgetLines(): readonly JsonObject[] {
    return this.#budgetLines;
  }

  /** Lines about thresholds and expired reservations, of the whole run. */
  get budgetHistory(): readonly JsonObject[] {
    return this.#budgetHistory;
  }

  /** Parameters counted as unreadable or refused, in the whole run. */
  get mappingErrors(): number {
    return this.#mappingErrors;
  }

  /** Each violation since the last call, once. */
  takeViolations(): readonly string[] {
    const violations = [...new Set(this.#violations)];
    this.#violations = [];
    return violations;
  }

  /** As of the last second; undefined until the process has reported. */
  get held(): HeldResources | undefined {
    return this.#held;
  }

  /** How long the function's process stood still at most, since the last {@link forget}. */
  get longestStallMillis(): number {
    return this.#longestStallMillis;
  }

  /** Makes sure that the next value was reported after this call. */
  forgetHeld(): void {
    this.#held = undefined;
  }

  forget(): void {
    this.#receipts = [];
    this.#metrics = [];
    this.#budgetLines = [];
    this.#longestStallMillis = 0;
  }

  #sort(entry: JsonObject): void {
    const { soak } = entry;
    if ('latency_ms' in entry) this.#receipts.push(entry);
    else if ('_aws' in entry && 'Operation' in entry) this.#metrics.push(entry);
    else if ('caller_id' in entry && 'period' in entry) this.#addBudgetLine(entry);
    else if ('MappingErrors' in entry) this.#mappingErrors += 1;
    else if (isJsonObject(soak)) this.#readProcess(soak);
  }

  #addBudgetLine(entry: JsonObject): void {
    this.#budgetLines.push(entry);
    const { message } = entry;
    const isKept =
      'threshold' in entry || 'released_usd' in entry || message === UNPUBLISHED_WARNING;
    if (isKept) this.#budgetHistory.push(entry);
  }

  #readProcess(report: JsonObject): void {
    const { unhandled, heldBytes, resources, stalledMillis } = report;
    this.#longestStallMillis = Math.max(this.#longestStallMillis, Number(stalledMillis ?? 0));
    if (unhandled !== undefined) this.#violations.push(`an unhandled rejection: ${unhandled}`);
    else this.#held = { heldBytes: Number(heldBytes), resources: Number(resources) };
  }
}
