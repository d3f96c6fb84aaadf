import { SERVICE_TIER_HEADER } from '../../contract';
import { parseJsonObject } from '../json/json-object';
import type { Headers } from './forwarded-headers';
import {
  NO_FACTS,
  type ReplyFacts,
  readErrorMessage,
  readTierMember,
  readTierName,
} from './reply-facts';
import { readTokenUsage, readUsageHeaders, type TokenUsage } from './token-usage';

/** One message of a stream, without its frame. */
export interface StreamMessage {
  /** `event`, `exception` or `error`. */
  readonly messageType: string;
  /** The event's or the exception's name, e.g. `contentBlockDelta`, `throttlingException`. */
  readonly name: string;
  /** Valid only during the call that passes it. */
  readonly payload: Buffer;
  /** Whether it is the first message of the stream. */
  readonly isFirst: boolean;
}

export interface StreamTapOptions {
  /** The headers of the reply. */
  readonly headers: Headers;
  /** Whether a complete stream ends in a `metadata` event, as ConverseStream's does. */
  readonly endsInMetadata: boolean;
  /** Milliseconds of a clock that only runs forward. */
  readonly clock: () => number;
}

const FIRST_TOKEN_EVENTS: readonly string[] = ['contentBlockDelta', 'chunk'];

/** Reads a stream's messages as they pass: usage, resolved tier, first token, exceptions, and whether it is complete. */
export class StreamTap {
  readonly #options: StreamTapOptions;
  #usage: TokenUsage | undefined;
  #resolvedTier: string | undefined;
  #exception: string | undefined;
  #openingException: string | undefined;
  #errorMessage: string | undefined;
  #firstTokenAt: number | undefined;
  #lastChunk: string | undefined;
  #hasEnded = false;

  constructor(options: StreamTapOptions) {
    this.#options = options;
    this.#resolvedTier = readTierName(options.headers[SERVICE_TIER_HEADER]);
    this.#usage = readUsageHeaders(options.headers);
  }

  /** Whether the stream may end after the messages so far. */
  get isComplete(): boolean {
    return this.#hasEnded || !this.#options.endsInMetadata;
  }

  observe(message: StreamMessage): void {
    const { messageType, name, payload } = message;
    if (messageType !== 'event') {
      this.#observeException(message);
      return;
    }
    if (FIRST_TOKEN_EVENTS.includes(name)) this.#firstTokenAt ??= this.#options.clock();
    if (name === 'chunk') this.#lastChunk = payload.toString('utf8');
    if (name === 'metadata') this.#observeMetadata(payload.toString('utf8'));
  }

  /** What the stream has reported so far. */
  facts(): ReplyFacts {
    return {
      ...NO_FACTS,
      usage: this.#usage ?? readChunkMetrics(this.#lastChunk),
      resolvedTier: this.#resolvedTier,
      errorMessage: this.#errorMessage,
      streamException: this.#exception,
      openingException: this.#openingException,
      firstTokenAt: this.#firstTokenAt,
    };
  }

  #observeException({ messageType, name, payload, isFirst }: StreamMessage): void {
    this.#hasEnded = true;
    this.#exception = name === '' ? messageType : name;
    this.#errorMessage = readErrorMessage(parseJsonObject(payload.toString('utf8')) ?? {});
    if (isFirst) this.#openingException = this.#exception;
  }

  #observeMetadata(text: string): void {
    this.#hasEnded = true;
    const metadata = parseJsonObject(text);
    this.#usage = readTokenUsage(metadata?.['usage']) ?? this.#usage;
    this.#resolvedTier = readTierMember(metadata?.['serviceTier']) ?? this.#resolvedTier;
  }
}

/** The last chunk of an invoke stream carries Bedrock's own counts inside the model's event. */
function readChunkMetrics(chunk: string | undefined): TokenUsage | undefined {
  const bytes = parseJsonObject(chunk ?? '')?.['bytes'];
  if (typeof bytes !== 'string') return undefined;
  const event = parseJsonObject(Buffer.from(bytes, 'base64').toString('utf8'));
  return readTokenUsage(event?.['amazon-bedrock-invocationMetrics']);
}
