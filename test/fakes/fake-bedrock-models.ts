import { once } from 'node:events';
import type { BedrockReply } from '../../lambda/app/outcome';
import type { BedrockModels } from '../../lambda/app/ports';
import type { BedrockRequest } from '../../lambda/core/wire/wire';
import { composeReply } from './compose-reply';

/** What becomes of one call. */
export type Answer = (
  request: BedrockRequest,
  signal: AbortSignal,
) => BedrockReply | Promise<BedrockReply>;

/** Amazon Bedrock in memory: answers as it is told, and 200 where it is told nothing. */
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

  async invoke(request: BedrockRequest, signal: AbortSignal): Promise<BedrockReply> {
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
