import type { ErrorObject, OperationUpdate } from '@aws-sdk/client-lambda';
import { LambdaError } from '../error';
import {
  type DurableEvent,
  DurableExecution,
  type ExecutionEnd,
  type ExecutionStart,
  type OperationPage,
} from './execution';

/** What the function returns to Lambda. */
interface InvocationResult {
  readonly Status: 'SUCCEEDED' | 'FAILED' | 'PENDING';
  readonly Result?: string;
  readonly Error?: ErrorObject;
}

export interface DurableExecutionsOptions {
  /** Invokes the function with the clock of an execution. It rejects if the environment ends. */
  readonly invoke: (event: DurableEvent, skippedMillis: number) => Promise<unknown>;
  /** The real time of a wait as a part of its own. */
  readonly pauseScale: number;
  readonly executionTimeoutSeconds: number;
  /** Called with an execution that failed, was stopped or timed out. */
  readonly onFailure?: (execution: DurableExecution) => void;
}

/** Lambda documents that it repeats failed invocations with growing pauses, not how long they are. */
const FIRST_RETRY_MILLIS = 1_000;
const LONGEST_RETRY_MILLIS = 60_000;

/** Runs the durable executions of a function. Their checkpoints outlive the processes that run the function. */
export class DurableExecutions {
  readonly #options: DurableExecutionsOptions;
  readonly #byArn = new Map<string, DurableExecution>();
  readonly #byName = new Map<string, DurableExecution>();
  /** The executions whose function runs. */
  readonly #invoked = new Set<DurableExecution>();
  readonly #failures = new Map<DurableExecution, number>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  #isClosed = false;

  constructor(options: DurableExecutionsOptions) {
    this.#options = options;
  }

  /** In the order of their starts. */
  get all(): readonly DurableExecution[] {
    return [...this.#byArn.values()];
  }

  /** Starts an execution, or returns the one that was started with the same name and input. */
  start(start: ExecutionStart): DurableExecution {
    const existing = this.#byName.get(start.name);
    if (existing !== undefined) {
      const { input, version } = existing.start;
      if (input === start.input && version === start.version) return existing;
      const message = `Execution already started: ${existing.arn}`;
      throw new LambdaError('DurableExecutionAlreadyStartedException', message);
    }
    const execution = new DurableExecution(start);
    this.#byArn.set(execution.arn, execution);
    this.#byName.set(start.name, execution);
    this.#invoke(execution);
    return execution;
  }

  findByName(name: string): DurableExecution | undefined {
    return this.#byName.get(name);
  }

  find(arn: string): DurableExecution {
    const execution = this.#byArn.get(arn);
    if (execution !== undefined) return execution;
    throw new LambdaError('ResourceNotFoundException', `Durable execution not found: ${arn}`);
  }

  stop(arn: string, error: ErrorObject | undefined): DurableExecution {
    const execution = this.find(arn);
    this.#end(execution, { status: 'STOPPED', error });
    return execution;
  }

  checkpoint(
    arn: string,
    token: string,
    { updates, clientToken }: { updates: readonly OperationUpdate[]; clientToken: string },
  ): object {
    const execution = this.find(arn);
    const answer = execution.checkpoint(token, updates, clientToken);
    this.#setTimers(execution);
    return answer;
  }

  readState(arn: string, token: string, marker: number): OperationPage {
    return this.find(arn).readState(token, marker);
  }

  /** Starts nothing any more. */
  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #invoke(execution: DurableExecution): void {
    if (this.#isClosed || execution.end !== undefined || this.#invoked.has(execution)) return;
    const { executionTimeoutSeconds, invoke } = this.#options;
    if (execution.now - execution.startedAt >= executionTimeoutSeconds * 1_000) {
      this.#end(execution, { status: 'TIMED_OUT' });
      return;
    }
    this.#invoked.add(execution);
    invoke(execution.invoke(), execution.skippedMillis)
      .then((result) => this.#take(execution, result as InvocationResult))
      .catch(() => this.#retry(execution));
  }

  #take(execution: DurableExecution, { Status, Result, Error: error }: InvocationResult): void {
    if (Status === 'PENDING' && !execution.hasNews && execution.waiting.length === 0) {
      throw new Error('the function waits for nothing');
    }
    this.#invoked.delete(execution);
    this.#failures.delete(execution);
    if (Status !== 'PENDING') this.#end(execution, { status: Status, result: Result, error });
    else if (execution.hasNews) this.#invoke(execution);
  }

  #retry(execution: DurableExecution): void {
    this.#invoked.delete(execution);
    const failures = this.#failures.get(execution) ?? 0;
    this.#failures.set(execution, failures + 1);
    const pause = Math.min(FIRST_RETRY_MILLIS * 2 ** failures, LONGEST_RETRY_MILLIS);
    const endsAt = execution.now + pause;
    this.#setTimer(execution.arn, pause, () => {
      execution.advanceTo(endsAt);
      this.#invoke(execution);
    });
  }

  #setTimers(execution: DurableExecution): void {
    for (const { id, wakesAt } of execution.waiting) {
      this.#setTimer(`${execution.arn} ${id}`, wakesAt - execution.now, () => {
        execution.wake(id);
        this.#invoke(execution);
      });
    }
  }

  #setTimer(key: string, millis: number, run: () => void): void {
    if (this.#timers.has(key) || this.#isClosed) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(key);
        run();
      },
      Math.max(0, millis * this.#options.pauseScale),
    );
    this.#timers.set(key, timer);
  }

  #end(execution: DurableExecution, end: ExecutionEnd): void {
    if (execution.end !== undefined) return;
    execution.close(end);
    if (end.status !== 'SUCCEEDED') this.#options.onFailure?.(execution);
  }
}
