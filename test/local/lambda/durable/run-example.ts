import { join } from 'node:path';
import { GetDurableExecutionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, vi } from 'vitest';
import { composeLocalClient } from '../../../../local/compose-local-client';
import { startDurableFunction } from '../../../../local/lambda/durable/start-function';
import { LambdaEmulator } from '../../../../local/lambda/emulator';
import { FunctionEnvironment } from '../../../../local/lambda/function-environment';
import { serveOnLoopback } from '../../../../local/loopback-server';

export const EXAMPLE = join(__dirname, 'example-function.cjs');

/** The example function behind the emulated Lambda, for all tests of a file. */
export class RunningExample {
  readonly emulator = new LambdaEmulator();
  /** Names of executions that failed, were stopped or timed out. */
  readonly failed: string[] = [];
  /** Events of starts that were lost. */
  readonly lost: string[] = [];
  #lambda: LambdaClient | undefined;

  get lambda(): LambdaClient {
    if (this.#lambda === undefined) throw new Error('the emulator has not been started');
    return this.#lambda;
  }

  async start(): Promise<() => Promise<void>> {
    const server = await serveOnLoopback(this.emulator.listener);
    this.#lambda = new LambdaClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
    const variables = {
      ...{ AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL_LAMBDA: server.url },
      ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' },
    };
    const environment = { bundle: EXAMPLE, variables, onLogLine: () => {} };
    this.emulator.add(
      startDurableFunction({
        name: 'example',
        alias: 'live',
        startEnvironment: () => new FunctionEnvironment(environment),
        pauseScale: 0.000_01,
        concurrency: 2,
        executionTimeoutSeconds: 12 * 60 * 60,
        onFailure: ({ start }) => this.failed.push(start.name),
        onLostStart: (input) => this.lost.push(input),
      }),
    );
    return async () => {
      this.#lambda?.destroy();
      await this.emulator.close();
      await server.close();
    };
  }

  async invoke(name: string, event: object, FunctionName = 'example:live') {
    const { DurableExecutionArn } = await this.lambda.send(
      new InvokeCommand({
        FunctionName,
        InvocationType: 'Event',
        DurableExecutionName: name,
        Payload: JSON.stringify(event),
      }),
    );
    return DurableExecutionArn;
  }

  get(DurableExecutionArn: string | undefined) {
    return this.lambda.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
  }

  /** Runs an execution to its end. */
  async run(name: string, event: object) {
    const arn = await this.invoke(name, event);
    return vi.waitFor(async () => {
      const execution = await this.get(arn);
      expect(execution.Status).not.toBe('RUNNING');
      return execution;
    });
  }
}

export function runExample(): RunningExample {
  const example = new RunningExample();
  let stop = async () => {};
  beforeAll(async () => {
    stop = await example.start();
  });
  afterAll(() => stop());
  return example;
}
