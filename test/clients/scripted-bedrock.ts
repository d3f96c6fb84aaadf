import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import type { AwsEndpoints } from '../../local/compose-function-environment';
import { type LoopbackServer, serveOnLoopback } from '../../local/loopback-server';

type Script = (response: ServerResponse, body: Buffer) => void | Promise<void>;

/** A Bedrock that does what the test says, when the test says so. */
export class ScriptedBedrock {
  #server: LoopbackServer | undefined;
  #scripts: Script[] = [];

  async start(): Promise<void> {
    this.#server = await serveOnLoopback((request, response) => {
      this.#play(request, response).catch(() => response.destroy());
    });
  }

  async stop(): Promise<void> {
    await this.#server?.close();
  }

  /** For `chooseEndpoints` of the router: only Bedrock is scripted. */
  readonly chooseEndpoints = (emulatorsUrl: string): AwsEndpoints => ({
    bedrockUrl: this.#server?.url,
    ssmUrl: emulatorsUrl,
  });

  /** Adds one script for each of the next calls, in order. */
  script(...scripts: readonly Script[]): void {
    this.#scripts.push(...scripts);
  }

  async #play(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const script = this.#scripts.shift();
    const body = await buffer(request);
    if (script === undefined) throw new Error('there is no script for this call');
    await script(response, body);
  }
}

/** Starts it before the tests of a file and stops it after them. Call it before `runRouter`. */
export function runScriptedBedrock(): ScriptedBedrock {
  const bedrock = new ScriptedBedrock();
  beforeAll(() => bedrock.start());
  afterAll(() => bedrock.stop());
  return bedrock;
}
