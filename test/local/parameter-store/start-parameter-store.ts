import { SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { serveOnLoopback } from '../../../local/loopback-server';
import { ParameterStoreEmulator } from '../../../local/parameter-store/emulator';
import type { Parameters } from '../../../local/parameter-store/parameters';

/** One server and one official client for all tests of a file, with a new emulator for each test. */
export class SharedParameterStore {
  emulator = new ParameterStoreEmulator();
  #served: Awaited<ReturnType<typeof serve>> | undefined;

  constructor() {
    beforeAll(async () => {
      this.#served = await serve(() => this.emulator);
    });
    beforeEach(() => this.restart());
    afterAll(() => this.#served?.close());
  }

  /** Replaces the emulator by one with another clock. */
  restart(clock?: () => Date): void {
    this.emulator = new ParameterStoreEmulator(clock === undefined ? {} : { clock });
  }

  get url(): string {
    return this.#served?.url ?? '';
  }

  get client(): SSMClient {
    if (this.#served === undefined) throw new Error('the emulator runs during tests only');
    return this.#served.client;
  }

  get parameters(): Parameters {
    return this.emulator.parameters;
  }

  /** Creates parameters of the type String. */
  fill(...names: readonly string[]): void {
    for (const name of names) {
      this.parameters.put({ name, value: `value of ${name}`, type: 'String' });
    }
  }
}

async function serve(choose: () => ParameterStoreEmulator) {
  const server = await serveOnLoopback((request, response) => choose().listener(request, response));
  const client = new SSMClient({ ...composeLocalClient(server.url), maxAttempts: 1 });
  const close = async () => {
    client.destroy();
    await server.close();
  };
  return { url: server.url, client, close };
}

/** The message for a violated constraint, in the wording that AWS services share. */
export function violate(value: string, member: string, constraint: string): string {
  return `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: Member must ${constraint}`;
}
