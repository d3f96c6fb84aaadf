import type { Completion } from '../wire/completion';
import type { Prompt } from '../wire/prompt';
import { countPromptTokens, type TokenUsage } from '../wire/token-usage';
import type { ModelPrompt } from './compose-reply';
import { scaleLatency, simulateLatency } from './latency';
import { PromptCache } from './prompt-cache';
import { longReply, type Reply, textReply } from './reply';

export interface SimulatedModelOptions {
  /** 0 responds at once; 1 takes as long as a model would. */
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
  readonly latencyMode: string | undefined;
  readonly isCounted: boolean;
  readonly isStreamed: boolean;
  /** Real time before the first byte, in addition to the simulated latency. */
  readonly extraMillis: number;
}

/** Simulates a model: composes replies to prompts, with plausible token usage and latency. */
export class SimulatedModel {
  readonly #cache: PromptCache;
  #longReplyLengths: number[] = [];

  constructor(private readonly options: SimulatedModelOptions) {
    this.#cache = new PromptCache(options.now);
  }

  /** Makes the next stream contain exactly this many bytes of text, sent as fast as the client reads. */
  lengthenNextStream(byteLength: number): void {
    this.#longReplyLengths.push(byteLength);
  }

  /** Cancels all planned calls of {@link lengthenNextStream}. */
  cancelLongStreams(): void {
    this.#longReplyLengths = [];
  }

  countTokens(prompt: Prompt): number {
    return countPromptTokens(prompt.parts);
  }

  complete(request: CompletionRequest): Completion {
    const { modelId, requestId, prompt, servedTier, latencyMode, isCounted, extraMillis } = request;
    const { latencyScale, random } = this.options;
    const reply = this.#reply(prompt, request.isStreamed);
    const pacedTokens = reply.isPaced ? reply.tokens : 0;
    const latency = simulateLatency(servedTier, pacedTokens, random());
    return {
      modelId,
      requestId,
      servedTier,
      latencyMode,
      isCounted,
      reply,
      functionName: prompt.demand?.functionName,
      usage: this.#countUsage(request, reply.tokens),
      latency: scaleLatency(latency, latencyScale, extraMillis),
    };
  }

  #reply(prompt: Prompt, isStreamed: boolean): Reply {
    const byteLength = isStreamed ? this.#longReplyLengths.shift() : undefined;
    if (byteLength !== undefined) return longReply(byteLength);
    const { system, user, maxTokens, demand } = prompt;
    const text = demand?.text ?? this.options.composeReply({ system, user });
    return textReply(text, maxTokens && maxTokens - countReasoning(prompt));
  }

  #countUsage({ modelId, prompt }: CompletionRequest, replyTokens: number): TokenUsage {
    const input = this.#cache.use(modelId, prompt.parts);
    const cached = (input.cacheReadInputTokens ?? 0) + (input.cacheWriteInputTokens ?? 0);
    const reasoningTokens = countReasoning(prompt);
    const outputTokens = replyTokens + reasoningTokens;
    return {
      ...input,
      outputTokens,
      ...(reasoningTokens > 0 && { reasoningTokens }),
      totalTokens: input.inputTokens + cached + outputTokens,
    };
  }
}

/** The limit holds for reasoning and reply together. */
function countReasoning({ reasoningTokens = 0, maxTokens = reasoningTokens }: Prompt): number {
  return Math.min(reasoningTokens, maxTokens);
}
