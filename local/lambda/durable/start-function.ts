import { Environments } from '../environments';
import type { FunctionEnvironment } from '../function-environment';
import type { DurableExecution } from './execution';
import { DurableExecutions, type DurableExecutionsOptions } from './executions';
import { DurableFunction } from './function';

export interface DurableFunctionStart extends Omit<DurableExecutionsOptions, 'invoke'> {
  readonly startEnvironment: () => Promise<FunctionEnvironment> | FunctionEnvironment;
  readonly name: string;
  readonly alias: string;
  /** How many invocations run at once. */
  readonly concurrency: number;
  readonly onFailure?: (execution: DurableExecution) => void;
  /** Called with the event of a start that Lambda lost. */
  readonly onLostStart?: (input: string) => void;
}

/** Declares a durable function. Its first invocation starts a process. */
export function startDurableFunction(options: DurableFunctionStart): DurableFunction {
  const { name, alias, concurrency, onLostStart, startEnvironment: start } = options;
  const environments = new Environments({ start, concurrency });
  const executions = new DurableExecutions({
    ...options,
    invoke: (event, skippedMillis) => environments.invoke(event, skippedMillis),
  });
  return new DurableFunction({
    name,
    alias,
    executions,
    ...(onLostStart && { onLostStart }),
    close: () => environments.close(),
  });
}
