import { randomUUID } from 'node:crypto';
import type { ErrorObject, ExecutionStatus, OperationUpdate } from '@aws-sdk/client-lambda';
import { LambdaError } from '../error';
import { applyUpdate } from './apply-update';
import { type DurableOperation, type PresentedOperation, presentOperation } from './operation';

/** The event of an invocation, of which the SDK makes the handler's own. */
export interface DurableEvent {
  readonly DurableExecutionArn: string;
  readonly CheckpointToken: string;
  readonly InitialExecutionState: OperationPage;
  readonly UpdatedOperationIds: readonly string[];
}

export interface OperationPage {
  readonly Operations: readonly PresentedOperation[];
  readonly NextMarker?: string | undefined;
}

export interface ExecutionStart {
  readonly functionArn: string;
  readonly version: string;
  readonly name: string;
  /** JSON. */
  readonly input: string;
}

/** How an execution ended. */
export interface ExecutionEnd {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly result?: string | undefined;
  readonly error?: ErrorObject | undefined;
}

/** Far fewer than in Lambda, so that short executions also have more than one page. */
const OPERATIONS_A_PAGE = 10;
const OPEN = new Set(['STARTED', 'PENDING']);
const ISO = (millis: number) => new Date(millis).toISOString();
const SECONDS = (millis: number) => millis / 1_000;

/**
 * The checkpoints of one execution. Its clock jumps over the pauses of its waits, so all its times are as if it had
 * waited that long.
 */
export class DurableExecution {
  readonly arn: string;
  readonly startedAt = Date.now();
  end: (ExecutionEnd & { readonly at: number }) | undefined;

  readonly #operations = new Map<string, DurableOperation>();
  /** The operations that changed since the last answer to the function. */
  readonly #changed = new Set<string>();
  #token = '';
  #lastCheckpoint: { readonly clientToken: string; readonly answer: object } | undefined;
  #skippedMillis = 0;

  constructor(readonly start: ExecutionStart) {
    const { functionArn, version, name, input } = start;
    this.arn = `${functionArn}:${version}/durable-execution/${name}/${randomUUID()}`;
    const { startedAt } = this;
    const id = randomUUID();
    this.#operations.set(id, { id, type: 'EXECUTION', status: 'STARTED', startedAt, input });
  }

  /** How far the execution's clock is ahead. */
  get skippedMillis(): number {
    return this.#skippedMillis;
  }

  get now(): number {
    return Date.now() + this.#skippedMillis;
  }

  /** All that is kept of the execution. */
  get operations(): readonly DurableOperation[] {
    return [...this.#operations.values()];
  }

  /** The operations that wait for a time. */
  get waiting(): readonly (DurableOperation & { readonly wakesAt: number })[] {
    return this.operations.flatMap((operation) => {
      const { wakesAt, status } = operation;
      return wakesAt !== undefined && OPEN.has(status) ? [{ ...operation, wakesAt }] : [];
    });
  }

  /** Whether an operation changed that the function has not seen. */
  get hasNews(): boolean {
    return this.#changed.size > 0;
  }

  /** Composes the event of the next invocation. The tokens of earlier ones are no longer valid. */
  invoke(): DurableEvent {
    this.#token = randomUUID();
    const UpdatedOperationIds = [...this.#changed];
    this.#changed.clear();
    return {
      DurableExecutionArn: this.arn,
      CheckpointToken: this.#token,
      InitialExecutionState: this.#readPage(0, ISO),
      UpdatedOperationIds,
    };
  }

  /** Lets the clock jump to a time, unless it is past. */
  advanceTo(time: number): void {
    this.#skippedMillis += Math.max(0, time - this.now);
  }

  /** Ends the waiting of an operation. */
  wake(id: string): void {
    const operation = this.#operations.get(id);
    if (operation?.wakesAt === undefined || !OPEN.has(operation.status)) return;
    this.advanceTo(operation.wakesAt);
    const isStep = operation.type === 'STEP';
    const woken = isStep
      ? ({ status: 'READY', wakesAt: undefined } as const)
      : ({ status: 'SUCCEEDED', endedAt: this.now } as const);
    this.#operations.set(id, { ...operation, ...woken });
    this.#changed.add(id);
  }

  /** Applies all updates of a checkpoint, or none. A repeated request gets the same answer again. */
  checkpoint(token: string, updates: readonly OperationUpdate[], clientToken: string): object {
    if (clientToken !== '' && clientToken === this.#lastCheckpoint?.clientToken) {
      return this.#lastCheckpoint.answer;
    }
    this.#checkToken(token);
    const next = new Map<string, DurableOperation>();
    for (const update of updates) {
      const { Id = '' } = update;
      const operation = next.get(Id) ?? this.#operations.get(Id);
      next.set(Id, applyUpdate(update, operation, this.now));
    }
    for (const [id, operation] of next) {
      this.#operations.set(id, operation);
      this.#changed.add(id);
    }
    this.#token = randomUUID();
    const answer = {
      CheckpointToken: this.#token,
      NewExecutionState: { Operations: this.#takeNews() },
    };
    this.#lastCheckpoint = { clientToken, answer };
    return answer;
  }

  readState(token: string, marker: number): OperationPage {
    this.#checkToken(token);
    return this.#readPage(marker, SECONDS);
  }

  close(end: ExecutionEnd): void {
    this.#token = '';
    this.end ??= { ...end, at: this.now };
  }

  #checkToken(token: string): void {
    if (token !== '' && token === this.#token && this.end === undefined) return;
    throw new LambdaError('InvalidParameterValueException', 'Invalid Checkpoint Token');
  }

  #takeNews(): readonly PresentedOperation[] {
    const operations = [...this.#changed].flatMap((id) => this.#operations.get(id) ?? []);
    this.#changed.clear();
    return operations.map((operation) => presentOperation(operation, SECONDS));
  }

  #readPage(start: number, time: (millis: number) => string | number): OperationPage {
    const end = start + OPERATIONS_A_PAGE;
    const operations = this.operations.slice(start, end);
    return {
      Operations: operations.map((operation) => presentOperation(operation, time)),
      NextMarker: end < this.#operations.size ? String(end) : undefined,
    };
  }
}
