import { LambdaError } from '../error';
import type { DurableExecution } from './execution';
import type { DurableExecutions } from './executions';

export interface DurableFunctionOptions {
  readonly name: string;
  /** Stands for the version 1. */
  readonly alias: string;
  readonly executions: DurableExecutions;
  /** Called with the event of a start that Lambda lost. */
  readonly onLostStart?: (input: string) => void;
  /** Ends its environments. */
  readonly close: () => Promise<void>;
}

const VERSION = '1';
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** A durable function with one version and its alias. */
export class DurableFunction {
  readonly arn: string;
  readonly executions: DurableExecutions;

  /** The number of the next starts that are accepted, and then lost. */
  lostStarts = 0;

  readonly #options: DurableFunctionOptions;

  constructor(options: DurableFunctionOptions) {
    this.#options = options;
    this.executions = options.executions;
    this.arn = `arn:aws:lambda:us-east-1:111122223333:function:${options.name}`;
  }

  get name(): string {
    return this.#options.name;
  }

  get aliasArn(): string {
    return `${this.arn}:${this.#options.alias}`;
  }

  /**
   * Takes an asynchronous invocation.
   *
   * @returns undefined if the start was lost
   */
  start(qualifier: string, name: string, input: string): DurableExecution | undefined {
    this.#checkQualifier(qualifier);
    if (!NAME.test(name)) {
      const message = `Value '${name}' at 'durableExecutionName' failed to satisfy constraint: ${NAME}`;
      throw new LambdaError('InvalidParameterValueException', message);
    }
    if (this.lostStarts > 0) {
      this.lostStarts -= 1;
      this.#options.onLostStart?.(input);
      return undefined;
    }
    const { arn: functionArn, executions } = this;
    return executions.start({ functionArn, version: VERSION, name, input });
  }

  async close(): Promise<void> {
    this.executions.close();
    await this.#options.close();
  }

  #checkQualifier(qualifier: string): void {
    const { name, alias } = this.#options;
    if (qualifier === alias || qualifier === VERSION) return;
    if (qualifier !== '') {
      throw new LambdaError(
        'ResourceNotFoundException',
        `Function not found: ${name}:${qualifier}`,
      );
    }
    const message = 'You cannot invoke a durable function using an unqualified ARN.';
    throw new LambdaError('InvalidParameterValueException', message);
  }
}
