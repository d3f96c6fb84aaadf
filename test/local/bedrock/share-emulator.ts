import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { BedrockEmulator, type BedrockEmulatorOptions } from '../../../local/bedrock/emulator';
import { composeLocalClient } from '../../../local/compose-local-client';
import { type LoopbackServer, serveOnLoopback } from '../../../local/loopback-server';
import { askJson, type RawAnswer, readJson } from './ask';

/** One server and one official client for all tests of a file, with a new emulator for each test. */
export class SharedEmulator {
  emulator = compose({});
  #server: LoopbackServer | undefined;
  #client: BedrockRuntimeClient | undefined;

  constructor() {
    beforeAll(async () => {
      this.#server = await serveOnLoopback((request, response) =>
        this.emulator.listener(request, response),
      );
      this.#client = new BedrockRuntimeClient({
        ...composeLocalClient(this.#server.url),
        requestHandler: new NodeHttpHandler(),
        maxAttempts: 1,
      });
    });
    beforeEach(() => this.restart());
    afterAll(async () => {
      this.#client?.destroy();
      await this.#server?.close();
    });
  }

  /** Replaces the emulator by one with other options. */
  restart(options: BedrockEmulatorOptions = {}): void {
    this.emulator = compose(options);
  }

  /** Sends a request that is refused. Resolves with the status, the exception and the body. */
  async refuse(path: string, body: unknown, headers: Record<string, string> = {}) {
    return readRefusal(await askJson(this.url + path, body, headers));
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  get client(): BedrockRuntimeClient {
    if (this.#client === undefined) throw new Error('the emulator runs during tests only');
    return this.#client;
  }
}

function compose(options: BedrockEmulatorOptions): BedrockEmulator {
  return new BedrockEmulator({ random: () => 0.5, composeReply: () => REPLY, ...options });
}

export function readRefusal(answer: RawAnswer): readonly unknown[] {
  const errorType = String(answer.headers['x-amzn-errortype']);
  const exception = errorType.replace(':http://internal.amazon.com/coral/com.amazon.bedrock/', '');
  return [answer.status, exception, readJson(answer)];
}

/** The message for a violated constraint of the API model. */
export function violate(value: string, member: string, constraint: string): string {
  return `1 validation error detected: Value${value} at '${member}' failed to satisfy constraint: Member must ${constraint}`;
}

/** 94 characters: 24 tokens, and 5 deltas in a stream. */
export const REPLY =
  'Simulated reply: no model was called. The page is an invoice, with a confidence of 97 percent.';

export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const CLAUDE = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
/** A model that has CountTokens, by the ID that it takes. */
export const COUNTED = 'anthropic.claude-sonnet-4-5-20250929-v1:0';
export const GPT_OSS = 'openai.gpt-oss-120b-1:0';
export const LLAMA = 'us.meta.llama3-3-70b-instruct-v1:0';

/** The smallest conversation: 5 tokens. */
export const MESSAGES = [{ role: 'user' as const, content: [{ text: 'Classify this page.' }] }];
