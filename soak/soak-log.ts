import { isJsonObject, type JsonObject, parseJsonObject } from '../lambda/core/json/json-object';
import { UNTOLD_WARNING } from './ledger-trouble';
import { MARK } from './soak-request';

/** What the function's process holds, after a collection of garbage. */
export interface HeldResources {
  readonly heldBytes: number;
  /** Sockets and timers that keep the process busy. */
  readonly resources: number;
}

/** What the function has logged, sorted, and what it never may log. */
export class SoakLog {
  #violations: string[] = [];
  #receipts: JsonObject[] = [];
  #metrics: JsonObject[] = [];
  #budgetLines: JsonObject[] = [];
  readonly #budgetHistory: JsonObject[] = [];
  #held: HeldResources | undefined;
  #mappingErrors = 0;

  add(line: string): void {
    const entry = parseJsonObject(line);
    if (entry === undefined) this.#violations.push('a line of the log is no JSON object');
    if (line.includes(`${MARK}-`)) this.#violations.push('a line of the log quotes a request');
    if (entry !== undefined) this.#sort(entry);
  }

  /** Of the requests since the last {@link forget}. */
  get receipts(): readonly JsonObject[] {
    return this.#receipts;
  }

  /** The lines of metrics that belong to requests. */
  get metrics(): readonly JsonObject[] {
    return this.#metrics;
  }

  /** What is said of budgets, since the last {@link forget}. */
  get budgetLines(): readonly JsonObject[] {
    return this.#budgetLines;
  }

  /** Of the whole run, what is said of thresholds and of reservations that expired. */
  get budgetHistory(): readonly JsonObject[] {
    return this.#budgetHistory;
  }

  /** How often in the whole run a parameter was counted as unreadable or refused. */
  get mappingErrors(): number {
    return this.#mappingErrors;
  }

  /** What has come since the last time, each once. */
  takeViolations(): readonly string[] {
    const violations = [...new Set(this.#violations)];
    this.#violations = [];
    return violations;
  }

  /** As of the last second; undefined until the process has told. */
  get held(): HeldResources | undefined {
    return this.#held;
  }

  /** Makes sure that what is read next was told after now. */
  forgetHeld(): void {
    this.#held = undefined;
  }

  forget(): void {
    this.#receipts = [];
    this.#metrics = [];
    this.#budgetLines = [];
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
    const isKept = 'threshold' in entry || 'released_usd' in entry || message === UNTOLD_WARNING;
    if (isKept) this.#budgetHistory.push(entry);
  }

  #readProcess(report: JsonObject): void {
    const { unhandled, heldBytes, resources } = report;
    if (unhandled !== undefined) this.#violations.push(`an unhandled rejection: ${unhandled}`);
    else this.#held = { heldBytes: Number(heldBytes), resources: Number(resources) };
  }
}
