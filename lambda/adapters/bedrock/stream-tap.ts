import { SERVICE_TIER_HEADER } from '../../contract';
import { parseJsonObject } from '../../core/json/json-object';
import type { Headers } from '../../core/wire/forwarded-headers';
import {
  NO_FACTS,
  type ReplyFacts,
  readErrorMessage,
  readTierMember,
  readTierName,
} from '../../core/wire/reply-facts';
import { readTokenUsage, readUsageHeaders, type TokenUsage } from '../../core/wire/token-usage';
import { EventStreamReader, type StreamMessage } from './event-stream-reader';

export interface StreamTapOptions {
  readonly headers: Headers;
  /** Whether a whole stream ends in a `metadata` event, as ConverseStream's does. */
  readonly endsInMetadata: boolean;
  readonly clock: () => number;
}

const FIRST_TOKEN_EVENTS: readonly string[] = ['contentBlockDelta', 'chunk'];

/** Learns from a stream as it passes: usage, resolved tier, first token, in-band errors, and whether it is whole. */
export class StreamTap {
  readonly #options: StreamTapOptions;
  readonly #reader = new EventStreamReader((message) => this.#observe(message));
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

  push(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  /** Whether the first message is known; false while it may still turn out to be an exception. */
  get hasOpened(): boolean {
    return this.#reader.hasMetFirst;
  }

  /** To be asked at the end of the bytes: whether the stream stopped inside a message or before its closing event. */
  isCutOff(): boolean {
    if (!this.#reader.isReadable) return false;
    const isUnclosed = this.#options.endsInMetadata && !this.#hasEnded;
    return this.#reader.isInsideMessage || isUnclosed;
  }

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

  #observe({ messageType, name, payload }: StreamMessage): void {
    if (messageType !== 'event') {
      this.#observeException(name === '' ? messageType : name, payload.toString('utf8'));
      return;
    }
    if (FIRST_TOKEN_EVENTS.includes(name)) this.#firstTokenAt ??= this.#options.clock();
    if (name === 'chunk') this.#lastChunk = payload.toString('utf8');
    if (name === 'metadata') this.#observeMetadata(payload.toString('utf8'));
  }

  #observeException(name: string, text: string): void {
    this.#hasEnded = true;
    this.#exception = name;
    this.#errorMessage = readErrorMessage(parseJsonObject(text) ?? {});
    // While a message is read, the reader has met only those before it.
    if (!this.#reader.hasMetFirst) this.#openingException = name;
  }

  #observeMetadata(text: string): void {
    this.#hasEnded = true;
    const metadata = parseJsonObject(text);
    this.#usage = readTokenUsage(metadata?.['usage']) ?? this.#usage;
    this.#resolvedTier = readTierMember(metadata?.['serviceTier']) ?? this.#resolvedTier;
  }
}

/** The last chunk of an invoke stream carries Bedrock's own counts inside the vendor's event. */
function readChunkMetrics(chunk: string | undefined): TokenUsage | undefined {
  const bytes = parseJsonObject(chunk ?? '')?.['bytes'];
  if (typeof bytes !== 'string') return undefined;
  const event = parseJsonObject(Buffer.from(bytes, 'base64').toString('utf8'));
  return readTokenUsage(event?.['amazon-bedrock-invocationMetrics']);
}
