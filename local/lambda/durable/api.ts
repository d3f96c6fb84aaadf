import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { CheckpointDurableExecutionRequest, ErrorObject } from '@aws-sdk/client-lambda';
import { LambdaError } from '../error';
import type { DurableExecution } from './execution';
import type { DurableFunction } from './function';

export interface ApiCall {
  /** The function's name, or the execution's ARN. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly functions: ReadonlyMap<string, DurableFunction>;
}

interface ApiAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

interface DurableCall {
  readonly operation: string;
  readonly method: string;
  /** Its group is the name. */
  readonly path: RegExp;
  readonly perform: (call: ApiCall) => ApiAnswer;
}

const EXECUTION = '^/2025-12-01/durable-executions/([^/]+)';

/** The calls of Lambda's API, as AWS SDKs send them. */
export const DURABLE_CALLS: readonly DurableCall[] = [
  {
    operation: 'Invoke',
    method: 'POST',
    path: /^\/2015-03-31\/functions\/([^/]+)\/invocations$/,
    perform: startExecution,
  },
  {
    operation: 'ListDurableExecutionsByFunction',
    method: 'GET',
    path: /^\/2025-12-01\/functions\/([^/]+)\/durable-executions$/,
    perform: listExecutions,
  },
  {
    operation: 'GetDurableExecution',
    method: 'GET',
    path: new RegExp(`${EXECUTION}$`),
    perform: getExecution,
  },
  {
    operation: 'StopDurableExecution',
    method: 'POST',
    path: new RegExp(`${EXECUTION}/stop$`),
    perform: stopExecution,
  },
  {
    operation: 'CheckpointDurableExecution',
    method: 'POST',
    path: new RegExp(`${EXECUTION}/checkpoint$`),
    perform: checkpoint,
  },
  {
    operation: 'GetDurableExecutionState',
    method: 'GET',
    path: new RegExp(`${EXECUTION}/state$`),
    perform: readState,
  },
];

/**
 * Lambda's limit for the event of an asynchronous invocation.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution
 */
const MAX_EVENT_BYTES = 1024 * 1024;
const EXECUTIONS_A_PAGE = 100;

function startExecution({ name, query, headers, body, functions }: ApiCall): ApiAnswer {
  const [, functionName = '', suffix = ''] = FUNCTION.exec(name) ?? [];
  const found = findFunction(functions, functionName);
  if (headers['x-amz-invocation-type'] !== 'Event') {
    const message = 'The emulator runs durable functions asynchronously only.';
    throw new LambdaError('InvalidParameterValueException', message);
  }
  if (body.length > MAX_EVENT_BYTES) {
    const message = `Request must be smaller than ${MAX_EVENT_BYTES} bytes for the InvokeFunction operation`;
    throw new LambdaError('RequestTooLargeException', message);
  }
  const executionName = headers['x-amz-durable-execution-name'] ?? randomUUID();
  const qualifier = query.get('Qualifier') ?? suffix;
  const execution = found.start(qualifier, String(executionName), body.toString('utf8'));
  const arn = execution?.arn ?? `${found.arn}:1/durable-execution/${executionName}/${randomUUID()}`;
  return { status: 202, headers: { 'x-amz-durable-execution-arn': arn } };
}

function listExecutions({ name, query, functions }: ApiCall): ApiAnswer {
  const [, functionName = ''] = FUNCTION.exec(name) ?? [];
  const statuses = query.getAll('Statuses');
  const executionName = query.get('DurableExecutionName');
  const isWanted = (execution: DurableExecution) =>
    (executionName ?? execution.start.name) === execution.start.name &&
    (statuses.length === 0 || statuses.includes(readStatus(execution)));
  const wanted = findFunction(functions, functionName).executions.all.filter(isWanted);
  // The newest first, unless the order is reversed.
  const sorted = query.get('ReverseOrder') === 'true' ? wanted : wanted.toReversed();
  const first = Number(query.get('Marker') ?? 0);
  const end = first + Number(query.get('MaxItems') ?? EXECUTIONS_A_PAGE);
  const DurableExecutions = sorted.slice(first, end).map(presentExecution);
  const NextMarker = end < sorted.length ? String(end) : undefined;
  return { body: { DurableExecutions, NextMarker } };
}

function getExecution({ name, query, functions }: ApiCall): ApiAnswer {
  const execution = findByArn(functions, name).executions.find(name);
  const { start, end } = execution;
  const isComplete = query.get('IncludeExecutionData') !== 'false';
  const details = { InputPayload: start.input, Result: end?.result, Error: end?.error };
  return {
    body: {
      ...presentExecution(execution),
      Version: start.version,
      ExecutionDataIncluded: isComplete,
      ...(isComplete && details),
    },
  };
}

function stopExecution({ name, body, functions }: ApiCall): ApiAnswer {
  const text = body.toString('utf8');
  const error: ErrorObject | undefined = text === '' ? undefined : JSON.parse(text);
  const { end } = findByArn(functions, name).executions.stop(name, error);
  return { body: { StopTimestamp: toSeconds(end?.at ?? 0) } };
}

function checkpoint({ name, body, functions }: ApiCall): ApiAnswer {
  const input: CheckpointDurableExecutionRequest = JSON.parse(body.toString('utf8'));
  const { CheckpointToken = '', Updates: updates = [], ClientToken: clientToken = '' } = input;
  const { executions } = findByArn(functions, name);
  return { body: executions.checkpoint(name, CheckpointToken, { updates, clientToken }) };
}

function readState({ name, query, functions }: ApiCall): ApiAnswer {
  const { executions } = findByArn(functions, name);
  const marker = Number(query.get('Marker') ?? 0);
  return { body: executions.readState(name, query.get('CheckpointToken') ?? '', marker) };
}

/** A function's name or ARN, with a qualifier or none. */
const FUNCTION = /^(?:arn:[^:]+:lambda:[^:]+:\d{12}:function:)?([^:/]+)(?::([^:/]+))?/;

function findByArn(functions: ApiCall['functions'], arn: string): DurableFunction {
  return findFunction(functions, FUNCTION.exec(arn)?.[1] ?? '');
}

function findFunction(functions: ApiCall['functions'], name: string): DurableFunction {
  const found = functions.get(name);
  if (found !== undefined) return found;
  throw new LambdaError('ResourceNotFoundException', `Function not found: ${name}`);
}

function presentExecution(execution: DurableExecution): object {
  const { arn, start, startedAt, end } = execution;
  return {
    DurableExecutionArn: arn,
    DurableExecutionName: start.name,
    FunctionArn: start.functionArn,
    Status: readStatus(execution),
    StartTimestamp: toSeconds(startedAt),
    EndTimestamp: end && toSeconds(end.at),
  };
}

function readStatus({ end }: DurableExecution): string {
  return end?.status ?? 'RUNNING';
}

function toSeconds(millis: number): number {
  return millis / 1_000;
}
