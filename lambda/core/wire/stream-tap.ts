import { SERVICE_TIER_HEADER } from '../../contract';
import type { Headers } from './forwarded-headers';
import { NO_FACTS, type ReplyFacts, readErrorMessage, readTierName } from './reply-facts';
import {
  type Ending,
  type EventReader,
  parsePayload,
  type StreamMessage,
} from './streams/event-facts';
import {
  composeTokenUsage,
  leaveOutImplausible,
  readHeaderCounts,
  type TokenCounts,
} from './token-usage';

export interface StreamTapOptions {
  /** The headers of the reply. */
  readonly headers: Headers;
  readonly readEvent: EventReader;
  /** Milliseconds of a clock that only runs forward. */
  readonly clock: () => number;
}

/** Reads a stream's messages as they pass: usage, resolved tier, first token, exceptions, and whether it is complete. */
export class StreamTap {
  readonly #options: StreamTapOptions;
  #counts: TokenCounts;
  #isUsageComplete = false;
  #resolvedTier: string | undefined;
  #exception: string | undefined;
  #openingException: string | undefined;
  #errorMessage: string | undefined;
  #firstTokenAt: number | undefined;
  #isFormKnown = false;
  #mayEnd = false;
  #hasEnded = false;

  constructor(options: StreamTapOptions) {
    this.#options = options;
    this.#resolvedTier = readTierName(options.headers[SERVICE_TIER_HEADER]);
    this.#counts = readHeaderCounts(options.headers);
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
    return {
      ...NO_FACTS,
      usage: this.#isUsageComplete ? composeTokenUsage(this.#counts) : undefined,
      usageSoFar: leaveOutImplausible(this.#counts),
      resolvedTier: this.#resolvedTier,
      errorMessage: this.#errorMessage,
      streamException: this.#exception,
      openingException: this.#openingException,
      firstTokenAt: this.#firstTokenAt,
    };
  }

  #observeEvent(event: StreamMessage): void {
    const { ending, hasContent, endsUsage, counts, resolvedTier } = this.#options.readEvent(event);
    this.#observeEnding(ending);
    if (hasContent) this.#firstTokenAt ??= this.#options.clock();
    if (counts !== undefined) this.#counts = { ...this.#counts, ...counts };
    if (endsUsage) this.#isUsageComplete = true;
    this.#resolvedTier = resolvedTier ?? this.#resolvedTier;
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
    this.#hasEnded = true;
    this.#exception = name === '' ? messageType : name;
    const error = payload === undefined ? undefined : parsePayload(payload);
    this.#errorMessage = errorMessage ?? readErrorMessage(error ?? {});
    if (isFirst) this.#openingException = this.#exception;
  }
}
