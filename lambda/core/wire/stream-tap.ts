import { SERVICE_TIER_HEADER } from '../../contract';
import { readCountHeaders } from './counts/count-headers';
import type { Headers } from './forwarded-headers';
import {
  LATENCY_HEADER,
  NO_FACTS,
  type ReplyFacts,
  readErrorMessage,
  readName,
} from './reply-facts';
import {
  type Ending,
  type EventReader,
  parsePayload,
  type StreamMessage,
} from './streams/event-facts';
import { completeUsage, composeKnownUsage, type TokenCounts } from './token-usage';

export interface StreamTapOptions {
  /** The headers of the reply. */
  readonly headers: Headers;
  readonly readEvent: EventReader;
  /** The counts before the first event. By default none, because the stream reports them. */
  readonly counts?: TokenCounts;
  /** Milliseconds of a clock that only runs forward. */
  readonly clock: () => number;
}

/** Reads a stream's messages as they pass: usage, resolved tier, first token, exceptions, and whether it is complete. */
export class StreamTap {
  readonly #options: StreamTapOptions;
  #counts: TokenCounts;
  /** Bytes of the answer since its output was last counted. */
  #uncountedBytes = 0;
  #hasUsageEnded = false;
  #isUsageComplete = false;
  #resolvedTier: string | undefined;
  #latencyMode: string | undefined;
  #exception: string | undefined;
  #openingException: string | undefined;
  #errorMessage: string | undefined;
  #firstTokenAt: number | undefined;
  #isFormKnown = false;
  #mayEnd = false;
  #hasEnded = false;

  constructor(options: StreamTapOptions) {
    this.#options = options;
    this.#resolvedTier = readName(options.headers[SERVICE_TIER_HEADER]);
    this.#latencyMode = readName(options.headers[LATENCY_HEADER]);
    this.#counts = { ...options.counts, ...readCountHeaders(options.headers) };
  }

  /** Whether the stream may end after the messages so far. */
  get isComplete(): boolean {
    return this.#hasEnded || this.#mayEnd;
  }

  observe(message: StreamMessage): void {
    if (message.messageType === 'event') this.#observeEvent(message);
    else this.#observeException(message);
  }

  /** What the stream has reported so far. */
  facts(): ReplyFacts {
    const usageSoFar = composeKnownUsage(this.#countSoFar());
    return {
      ...NO_FACTS,
      usage: this.#isUsageComplete ? completeUsage(usageSoFar) : undefined,
      usageSoFar,
      resolvedTier: this.#resolvedTier,
      latencyMode: this.#latencyMode,
      errorMessage: this.#errorMessage,
      streamException: this.#exception,
      openingException: this.#openingException,
      firstTokenAt: this.#firstTokenAt,
    };
  }

  #observeEvent(event: StreamMessage): void {
    const facts = this.#options.readEvent(event);
    const { ending, endsUsage, counts, error } = facts;
    if (error !== undefined) this.#fail(error.name, error.message, event.isFirst);
    this.#observeEnding(ending);
    // Once a token has passed, lengths matter only beside a count of output. ConverseStream counts after all pieces.
    const isFirstToken = this.#firstTokenAt === undefined;
    if (isFirstToken || 'outputTokens' in this.#counts) this.#observePiece(facts.contentBytes);
    if (counts !== undefined) this.#observeCounts(counts);
    if (endsUsage) this.#hasUsageEnded = true;
    // An answer that is longer than its last count was not counted at its end.
    if (this.#hasUsageEnded && this.#uncountedBytes === 0) this.#isUsageComplete = true;
    this.#resolvedTier = facts.resolvedTier ?? this.#resolvedTier;
    this.#latencyMode = facts.latencyMode ?? this.#latencyMode;
  }

  #observePiece(contentBytes: number): void {
    if (contentBytes > 0) this.#firstTokenAt ??= this.#options.clock();
    this.#uncountedBytes += contentBytes;
  }

  #observeCounts(counts: TokenCounts): void {
    this.#counts = { ...this.#counts, ...counts };
    if ('outputTokens' in counts) this.#uncountedBytes = 0;
  }

  /**
   * Claude counts one token of output at its start, and Chat Completions may count none at all. What passed since then has at
   * most one token for each byte.
   */
  #countSoFar(): TokenCounts {
    const { outputTokens } = this.#counts;
    if (outputTokens === undefined || this.#isUsageComplete) return this.#counts;
    return { ...this.#counts, outputTokens: outputTokens + this.#uncountedBytes };
  }

  /**
   * A stream in which no event has a known form may end anywhere. An event that was not read may have been the last.
   */
  #observeEnding(ending: Ending): void {
    if (ending === 'ends') this.#hasEnded = true;
    if (ending === 'continues') this.#isFormKnown = true;
    if (ending !== 'foreign') this.#mayEnd = ending === 'unread';
    else if (!this.#isFormKnown) this.#mayEnd = true;
  }

  #observeException({ messageType, name, errorMessage, payload, isFirst }: StreamMessage): void {
    const error = payload === undefined ? undefined : parsePayload(payload);
    const text = errorMessage ?? readErrorMessage(error ?? {});
    this.#fail(name === '' ? messageType : name, text, isFirst);
  }

  #fail(exception: string, message: string | undefined, isFirst: boolean): void {
    this.#hasEnded = true;
    this.#exception = exception;
    this.#errorMessage = message;
    if (isFirst) this.#openingException = exception;
  }
}
