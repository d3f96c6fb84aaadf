import { SSMClient } from '@aws-sdk/client-ssm';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll } from 'vitest';
import { type AwsEmulators, serveAwsEmulators } from '../../local/aws-emulators';
import { composeLocalClient } from '../../local/compose-local-client';
import { ParameterStoreError } from '../../local/parameter-store/error';

/** Finishes calls that their caller aborts: on a busy machine a late answer is no fault of a value. */
class NoTimeoutHandler extends NodeHttpHandler {
  override handle(request: Parameters<NodeHttpHandler['handle']>[0]) {
    return super.handle(request);
  }
}

/** Parameter Store for the tests of a file, which write what they like, and a client that makes each call once. */
export class FuzzedParameterStore {
  #aws: AwsEmulators | undefined;
  #client: SSMClient | undefined;

  async start(): Promise<void> {
    this.#aws = await serveAwsEmulators();
    this.#client = new SSMClient({
      ...composeLocalClient(this.#aws.url),
      maxAttempts: 1,
      requestHandler: new NoTimeoutHandler(),
    });
  }

  async stop(): Promise<void> {
    this.#client?.destroy();
    await this.#aws?.close();
  }

  get aws(): AwsEmulators {
    if (this.#aws === undefined) throw new Error('Parameter Store has not been started');
    return this.#aws;
  }

  get client(): SSMClient {
    if (this.#client === undefined) throw new Error('Parameter Store has not been started');
    return this.#client;
  }

  put(name: string, value: string): void {
    this.aws.parameterStore.parameters.put({ name, type: 'String', value, overwrite: true });
  }

  /** The emulator refuses what Parameter Store refuses: then nothing is there to be read. */
  putIfPossible(name: string, value: string): void {
    try {
      this.put(name, value);
    } catch (error) {
      if (!(error instanceof ParameterStoreError)) throw error;
    }
  }
}

export function fuzzParameterStore(): FuzzedParameterStore {
  const store = new FuzzedParameterStore();
  beforeAll(() => store.start());
  afterAll(() => store.stop());
  return store;
}
