import type { Operation, OperationUpdate } from '@aws-sdk/client-lambda';

/** An operation of an execution, with times as Unix milliseconds. */
export interface DurableOperation {
  readonly id: string;
  readonly type: 'EXECUTION' | 'CONTEXT' | 'STEP' | 'WAIT';
  readonly status: 'STARTED' | 'PENDING' | 'READY' | 'SUCCEEDED' | 'FAILED';
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly parentId?: string | undefined;
  readonly name?: string | undefined;
  readonly subType?: string | undefined;
  /** How often a step has ended, with success or without. */
  readonly attempts?: number;
  /** When a wait ends, or a step is tried again. */
  readonly wakesAt?: number | undefined;
  readonly result?: string | undefined;
  readonly error?: OperationUpdate['Error'];
  readonly replaysChildren?: boolean | undefined;
  /** The payload of the execution. */
  readonly input?: string;
}

/** An operation as JSON: with ISO times in an event, and seconds in a response of the API. */
export type PresentedOperation = {
  readonly [Member in keyof Operation]: unknown;
};

export function presentOperation(
  operation: DurableOperation,
  time: (millis: number) => string | number,
): PresentedOperation {
  const at = (millis: number | undefined) => (millis === undefined ? undefined : time(millis));
  const { id, type, status, parentId, name, subType, result, error } = operation;
  return {
    Id: id,
    Type: type,
    Status: status,
    ParentId: parentId,
    Name: name,
    SubType: subType,
    StartTimestamp: at(operation.startedAt),
    EndTimestamp: at(operation.endedAt),
    ...(type === 'EXECUTION' && { ExecutionDetails: { InputPayload: operation.input } }),
    ...(type === 'WAIT' && { WaitDetails: { ScheduledEndTimestamp: at(operation.wakesAt) } }),
    ...(type === 'STEP' && {
      StepDetails: {
        Attempt: operation.attempts ?? 0,
        NextAttemptTimestamp: at(operation.wakesAt),
        Result: result,
        Error: error,
      },
    }),
    ...(type === 'CONTEXT' && {
      ContextDetails: { ReplayChildren: operation.replaysChildren, Result: result, Error: error },
    }),
  };
}
