import { once } from 'node:events';
import { SSMClient } from '@aws-sdk/client-ssm';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll } from 'vitest';
import {
  ParameterTree,
  type ParameterTreeOptions,
} from '../../lambda/adapters/parameter-store/parameter-tree';
import type { MappingProblem } from '../../lambda/app/ports';
import type { Snapshot } from '../../lambda/core/settings/snapshot';
import { type AwsEmulators, serveAwsEmulators } from '../../local/aws-emulators';
import { composeLocalClient } from '../../local/compose-local-client';
import { ParameterStoreError } from '../../local/parameter-store/error';

/** The prefix of all parameters. */
export const PREFIX = '/router';

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

  /**
   * Writes each value and checks the snapshot that follows. The parameters are deleted at the end.
   *
   * @returns the problems that were reported
   */
  async follow(
    rules: Pick<ParameterTreeOptions, 'bounds' | 'hasCallers'>,
    edits: readonly (readonly [name: string, value: string])[],
    check: (snapshot: Snapshot, name: string) => void,
  ): Promise<readonly MappingProblem[]> {
    const problems: MappingProblem[] = [];
    const tree = this.#openTree({
      ...rules,
      telemetry: {
        recordMappingProblem: (problem) => void problems.push(problem),
        recordOwnership: () => {},
      },
    });
    await tree.settled();
    for (const [name, value] of edits) {
      this.#putIfPossible(name, value);
      await tree.current();
      await tree.settled();
      check(await tree.current(), name);
    }
    await tree.settled();
    for (const [name] of edits) this.aws.parameterStore.parameters.delete(name);
    return problems;
  }

  /** Reads Parameter Store for every snapshot. */
  #openTree(options: Pick<ParameterTreeOptions, 'bounds' | 'hasCallers' | 'telemetry'>) {
    return new ParameterTree({
      ...options,
      client: this.client,
      prefix: PREFIX,
      region: 'us-east-1',
      deployed: new Map(),
      maxAgeMillis: 0,
      clock: () => performance.now(),
      // A reading is waited for however late it is.
      pause: async (_, signal) => void (await once(signal, 'abort')),
      random: () => 0,
    });
  }

  /** The emulator refuses what Parameter Store refuses. */
  #putIfPossible(name: string, value: string): void {
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
