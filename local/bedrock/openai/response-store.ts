import { invalid } from '../error';
import type { PromptPart } from '../wire/prompt';

const MAX_RESPONSES = 1_000;

/** The conversations that requests continue by `previous_response_id`. Drops the oldest if there are too many. */
export class ResponseStore {
  readonly #conversations = new Map<string, readonly PromptPart[]>();

  remember(responseId: string, conversation: readonly PromptPart[]): void {
    this.#conversations.set(responseId, conversation);
    const [oldest] = this.#conversations.keys();
    if (this.#conversations.size > MAX_RESPONSES && oldest !== undefined) {
      this.#conversations.delete(oldest);
    }
  }

  /** @throws BedrockError for an unknown ID */
  recall(responseId: unknown): readonly PromptPart[] {
    if (typeof responseId !== 'string') return [];
    const conversation = this.#conversations.get(responseId);
    if (conversation !== undefined) return conversation;
    throw invalid(`Previous response with id '${responseId}' not found.`);
  }
}
