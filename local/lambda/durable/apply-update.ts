import type { OperationUpdate } from '@aws-sdk/client-lambda';
import { LambdaError } from '../error';
import type { DurableOperation } from './operation';

type Status = DurableOperation['status'];

/** The statuses in which an operation takes an action. A step may also end without having been started. */
const TAKEN: Readonly<Record<string, readonly (Status | 'ABSENT')[]>> = {
  'STEP START': ['ABSENT', 'READY'],
  'STEP SUCCEED': ['ABSENT', 'STARTED', 'READY'],
  'STEP FAIL': ['ABSENT', 'STARTED', 'READY'],
  'STEP RETRY': ['ABSENT', 'STARTED', 'READY'],
  'WAIT START': ['ABSENT'],
  'CONTEXT START': ['ABSENT'],
  'CONTEXT SUCCEED': ['ABSENT', 'STARTED'],
  'CONTEXT FAIL': ['ABSENT', 'STARTED'],
};

/** Lambda's limit for the payload of one operation. */
const MAX_PAYLOAD_BYTES = 256 * 1024;

/**
 * Applies an update of a checkpoint to its operation.
 *
 * @param operation undefined if there is none yet
 * @param now the execution's time
 * @throws LambdaError if Lambda would refuse the update
 */
export function applyUpdate(
  update: OperationUpdate,
  operation: DurableOperation | undefined,
  now: number,
): DurableOperation {
  checkUpdate(update, operation);
  const started = operation ?? start(update, now);
  const { Action, Payload, Error: error } = update;
  const attempts = (started.attempts ?? 0) + 1;
  switch (Action) {
    case 'START':
      return { ...started, status: 'STARTED', wakesAt: readWake(update, now) };
    case 'RETRY':
      return { ...started, status: 'PENDING', attempts, wakesAt: readWake(update, now), error };
    default: {
      const status = Action === 'SUCCEED' ? 'SUCCEEDED' : 'FAILED';
      const replaysChildren = update.ContextOptions?.ReplayChildren;
      const end = { status, attempts, endedAt: now, result: Payload, error } as const;
      return { ...started, ...end, wakesAt: undefined, replaysChildren };
    }
  }
}

function checkUpdate(update: OperationUpdate, operation: DurableOperation | undefined): void {
  const { Id, Type, Action, Payload = '' } = update;
  const taken = TAKEN[`${Type} ${Action}`];
  if (Id === undefined || taken === undefined) {
    throw new LambdaError('InvalidParameterValueException', `Invalid ${Type} action: ${Action}.`);
  }
  if (operation !== undefined && operation.type !== Type) {
    throw new LambdaError('InvalidParameterValueException', `${Id} is a ${operation.type}.`);
  }
  const status = operation?.status ?? 'ABSENT';
  if (!taken.includes(status)) {
    const message = `Invalid current ${Type} state to ${Action}: ${status}.`;
    throw new LambdaError('InvalidParameterValueException', message);
  }
  if (Buffer.byteLength(Payload) > MAX_PAYLOAD_BYTES) {
    const message = `Payload size must be at most ${MAX_PAYLOAD_BYTES} bytes.`;
    throw new LambdaError('InvalidParameterValueException', message);
  }
}

function start(update: OperationUpdate, now: number): DurableOperation {
  const { Id = '', Type, ParentId: parentId, Name: name, SubType: subType } = update;
  const type = Type === 'WAIT' || Type === 'CONTEXT' ? Type : 'STEP';
  return { id: Id, type, status: 'STARTED', startedAt: now, parentId, name, subType };
}

function readWake({ WaitOptions, StepOptions }: OperationUpdate, now: number): number | undefined {
  const seconds = WaitOptions?.WaitSeconds ?? StepOptions?.NextAttemptDelaySeconds;
  return seconds === undefined ? undefined : now + seconds * 1_000;
}
