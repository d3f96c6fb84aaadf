import {
  DurableExecutionAlreadyStartedException,
  GetDurableExecutionCommand,
  InvokeCommand,
  type LambdaClient,
  ResourceNotFoundException,
  StopDurableExecutionCommand,
} from '@aws-sdk/client-lambda';
import type { ExecutionStatus, JobExecutions } from '../../app/jobs/services';
import type { JobStart } from '../../contract';

/** An execution with any other status goes on, e.g. after a pause of its operator. */
const ENDS = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'STOPPED'] as const;

/** The durable executions of one function, by its alias. */
export class LambdaJobExecutions implements JobExecutions {
  readonly #client: LambdaClient;
  readonly #functionArn: string | undefined;

  /** @param functionArn of the alias; undefined if no jobs are started */
  constructor(client: LambdaClient, functionArn?: string) {
    this.#client = client;
    this.#functionArn = functionArn;
  }

  /** Lambda ignores a second start with the same name and event. After an upgrade, it may refuse it as another one. */
  async start(jobId: string): Promise<void> {
    const start: JobStart = { jobId };
    const command = new InvokeCommand({
      FunctionName: this.#functionArn,
      InvocationType: 'Event',
      DurableExecutionName: jobId,
      Payload: Buffer.from(JSON.stringify(start)),
    });
    try {
      await this.#client.send(command);
    } catch (error) {
      if (!(error instanceof DurableExecutionAlreadyStartedException)) throw error;
    }
  }

  async readStatus(executionArn: string): Promise<ExecutionStatus> {
    const command = new GetDurableExecutionCommand({
      DurableExecutionArn: executionArn,
      IncludeExecutionData: false,
    });
    try {
      const { Status } = await this.#client.send(command);
      return ENDS.find((end) => end === Status) ?? 'RUNNING';
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return 'unknown';
      throw error;
    }
  }

  async stop(executionArn: string): Promise<void> {
    const command = new StopDurableExecutionCommand({ DurableExecutionArn: executionArn });
    try {
      await this.#client.send(command);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
}
