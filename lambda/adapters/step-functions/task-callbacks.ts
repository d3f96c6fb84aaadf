import {
  InvalidToken,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  type SFNClient,
  SFNServiceException,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { TaskCallbacks } from '../../app/jobs/services';

/** Answers tasks of Step Functions. */
export class StepFunctionsTaskCallbacks implements TaskCallbacks {
  readonly #client: SFNClient;

  constructor(client: SFNClient) {
    this.#client = client;
  }

  async succeed(taskToken: string, output: string): Promise<void> {
    const command = new SendTaskSuccessCommand({ taskToken, output });
    await this.#client.send(command).catch(ignoreGone);
  }

  async fail(
    taskToken: string,
    { code, cause }: { readonly code: string; readonly cause: string },
  ): Promise<void> {
    const command = new SendTaskFailureCommand({ taskToken, error: code, cause });
    await this.#client.send(command).catch(ignoreGone);
  }
}

/** The task was answered before, its execution has ended, or the token was never one. */
function ignoreGone(error: unknown): void {
  const isGone =
    error instanceof TaskTimedOut ||
    error instanceof TaskDoesNotExist ||
    error instanceof InvalidToken;
  if (!isGone) throw error instanceof SFNServiceException ? hideMessage(error) : error;
}

/** A refusal may quote the token or the output, and what is thrown here is logged. */
function hideMessage({ name }: SFNServiceException): Error {
  return Object.assign(new Error('Step Functions refused the end of a task'), { name });
}
