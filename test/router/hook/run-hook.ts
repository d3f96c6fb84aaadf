import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { beforeAll, beforeEach } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { type RunningRouter, runRouter } from '../../clients/run-router';
import { WORKING_BUCKET } from './accelerator-events';

/** What Lambda's Invoke returns. */
export interface HookAnswer {
  readonly functionError: string | undefined;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface RunningHook {
  readonly router: RunningRouter;
  invoke(event: object): Promise<HookAnswer>;
  /** The bodies that have arrived at Bedrock. */
  bodies(): readonly Readonly<Record<string, unknown>>[];
  /** Puts a file into the accelerator's working bucket. */
  putPage(name: string, content: Uint8Array): void;
}

/** Starts the deployed bundle for all tests of a file, and invokes its `lambdaHook` by the SDK. */
export function runHook(
  operations: Readonly<Record<string, string>>,
  operationSettings: Readonly<Record<string, object>> = {},
): RunningHook {
  const router = runRouter({ settings: { operations }, operationSettings });
  let client: LambdaClient;
  beforeAll(() => {
    client = new LambdaClient({ ...composeLocalClient(router.url), maxAttempts: 1 });
  });
  beforeEach(() => {
    router.aws.s3.clear();
    router.log.clear();
  });
  return {
    router,
    invoke: async (event) => {
      const Payload = JSON.stringify(event);
      const command = new InvokeCommand({ FunctionName: 'GENAIIDP-tier-router', Payload });
      const { FunctionError: functionError, Payload: answer } = await client.send(command);
      return { functionError, payload: JSON.parse(answer?.transformToString() ?? '') };
    },
    bodies: () => router.arrivals.map(({ body }) => JSON.parse(body.toString())),
    putPage: (name, content) =>
      void router.aws.s3.objects.set(`${WORKING_BUCKET}/temp/lambdahook/${name}`, content),
  };
}
