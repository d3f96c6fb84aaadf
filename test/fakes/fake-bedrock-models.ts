import { once } from 'node:events';
import type { BedrockModels } from '../../lambda/app/ports';
import type { Reply } from '../../lambda/core/receipts/outcome';
import type { BedrockRequest } from '../../lambda/core/wire/wire';
import { composeReply } from './compose-reply';

/** How one call ends. */
export type Answer = (request: BedrockRequest, signal: AbortSignal) => Reply | Promise<Reply>;

/** Amazon Bedrock in memory: gives the answers that a test wants, and then 200. */
export class FakeBedrockModels implements BedrockModels {
  /** In the order of arrival. */
  readonly requests: BedrockRequest[] = [];
  #answers: readonly Answer[] = [];

  /** The bodies that arrived, as text. */
  get bodies(): readonly string[] {
    return this.requests.map(({ body }) => Buffer.from(body).toString('utf8'));
  }

  answerNext(...answers: readonly Answer[]): void {
    this.#answers = [...this.#answers, ...answers];
  }

  /** Gives 200 from now on. */
  forgetAnswers(): void {
    this.#answers = [];
  }

  async invoke(request: BedrockRequest, signal: AbortSignal): Promise<Reply> {
    signal.throwIfAborted();
    this.requests.push(request);
    const [answer = () => composeReply(200, '{}'), ...rest] = this.#answers;
    this.#answers = rest;
    const leaving = new AbortController();
    const aborted = once(signal, 'abort', { signal: leaving.signal }).then(() => {
      throw signal.reason;
    });
    aborted.catch(() => {});
    try {
      return await Promise.race([answer(request, signal), aborted]);
    } finally {
      leaving.abort();
    }
  }
}
