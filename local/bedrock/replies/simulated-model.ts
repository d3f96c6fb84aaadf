import type { Completion } from '../wire/completion';
import type { Prompt } from '../wire/prompt';
import { countPromptTokens, type TokenUsage } from '../wire/token-usage';
import type { ModelPrompt } from './compose-reply';
import { scaleLatency, simulateLatency } from './latency';
import { PromptCache } from './prompt-cache';
import { longReply, type Reply, textReply } from './reply';

/** What the simulation depends on. */
export interface SimulatedModelOptions {
  /** 1 = realistic seconds; 0 = answer at once. */
  readonly latencyScale: number;
  readonly random: () => number;
  readonly now: () => number;
  readonly composeReply: (prompt: ModelPrompt) => string;
}

export interface CompletionRequest {
  readonly modelId: string;
  readonly requestId: string;
  readonly prompt: Prompt;
  readonly servedTier: string;
  readonly isStreamed: boolean;
  /** Time before the first byte on top of the simulated latency. */
  readonly extraMillis: number;
}

/** Replies to prompts without a model: with a composed text, and with the numbers that a model's reply would have. */
export class SimulatedModel {
  readonly #cache: PromptCache;
  #bytesOfLongReplies: number[] = [];

  constructor(private readonly options: SimulatedModelOptions) {
    this.#cache = new PromptCache(options.now);
  }

  /** Makes the next stream a long one: exactly that many bytes of text, as fast as the client reads. */
  lengthenNextStream(byteLength: number): void {
    this.#bytesOfLongReplies.push(byteLength);
  }

  /** Cancels all long streams that {@link lengthenNextStream} has planned. */
  cancelLongStreams(): void {
    this.#bytesOfLongReplies = [];
  }

  countTokens(prompt: Prompt): number {
    return countPromptTokens(prompt.parts);
  }

  complete(request: CompletionRequest): Completion {
    const { modelId, requestId, prompt, servedTier, extraMillis } = request;
    const { latencyScale, random } = this.options;
    const reply = this.#reply(prompt, request.isStreamed);
    const pacedTokens = reply.isPaced ? reply.tokens : 0;
    const latency = simulateLatency(servedTier, pacedTokens, random());
    return {
      modelId,
      requestId,
      servedTier,
      reply,
      usage: this.#countUsage(request, reply.tokens),
      latency: scaleLatency(latency, latencyScale, extraMillis),
    };
  }

  #reply(prompt: Prompt, isStreamed: boolean): Reply {
    const byteLength = isStreamed ? this.#bytesOfLongReplies.shift() : undefined;
    if (byteLength !== undefined) return longReply(byteLength);
    const { system, user, maxTokens } = prompt;
    return textReply(this.options.composeReply({ system, user }), maxTokens);
  }

  #countUsage({ modelId, prompt }: CompletionRequest, outputTokens: number): TokenUsage {
    const input = this.#cache.use(modelId, prompt.parts);
    const cached = (input.cacheReadInputTokens ?? 0) + (input.cacheWriteInputTokens ?? 0);
    return { ...input, outputTokens, totalTokens: input.inputTokens + cached + outputTokens };
  }
}
