import type { FailureKind } from './failures/failure-rule';
import type { BedrockOperation } from './operation';
import type { TokenUsage } from './wire/token-usage';

/** A received request. */
export interface ReceivedRequest {
  readonly method: string;
  /** The path as sent, with its percent-encoding. */
  readonly path: string;
  /** Alternating names and values, as sent. */
  readonly rawHeaders: readonly string[];
  /** By lower-cased name; values of a repeated header are joined. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The emulator's reading of a request, and its response. The members are added while the request is served. */
export interface Outcome {
  readonly operation?: BedrockOperation;
  /** The response header `x-amzn-RequestId`. */
  readonly requestId?: string;
  /** The planned failure that was applied. */
  readonly failure?: FailureKind;
  /** Decoded. */
  readonly modelId?: string;
  /** The requested tier, even if it is invalid; absent if the request names none. */
  readonly requestedTier?: string;
  readonly status?: number;
  /** Name of the exception of an error response. */
  readonly exception?: string;
  readonly resolvedTier?: string;
  readonly usage?: TokenUsage;
  /** The reply's body; absent for streams. */
  readonly replyBody?: Buffer;
  /** Whether the client disconnected before it had the complete response. */
  readonly aborted?: boolean;
}

export interface JournalEntry extends ReceivedRequest, Outcome {
  /** Counts from 1; clearing the journal does not reset it. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly time: string;
  readonly aborted: boolean;
}

const MAX_ENTRIES = 10_000;
const MAX_BYTES = 256 * 1024 * 1024;

/** The latest requests with their bodies, oldest first. Drops the oldest if there are too many. */
export class Journal {
  #entries: JournalEntry[] = [];
  #latestSequence = 0;
  #bytes = 0;

  constructor(
    private readonly now: () => number,
    private readonly maxBytes = MAX_BYTES,
  ) {}

  /** The current entries. An entry is replaced when its outcome is known. */
  get entries(): readonly JournalEntry[] {
    return this.#entries;
  }

  /** @returns the sequence number, which {@link note} takes */
  record(received: ReceivedRequest): number {
    this.#latestSequence += 1;
    const time = new Date(this.now()).toISOString();
    this.#entries.push({ ...received, sequence: this.#latestSequence, time, aborted: false });
    this.#bytes += received.body.length;
    this.#dropOldest();
    return this.#latestSequence;
  }

  /** Adds the outcome of a request. Ignores an entry that was dropped. */
  note(sequence: number, outcome: Outcome): void {
    const index = sequence - (this.#entries[0]?.sequence ?? 0);
    const entry = this.#entries[index];
    if (entry === undefined) return;
    this.#entries[index] = { ...entry, ...outcome };
    this.#bytes += outcome.replyBody?.length ?? 0;
    this.#dropOldest();
  }

  clear(): void {
    this.#entries = [];
    this.#bytes = 0;
  }

  #dropOldest(): void {
    while (
      this.#entries.length > MAX_ENTRIES ||
      (this.#bytes > this.maxBytes && this.#entries.length > 1)
    ) {
      const oldest = this.#entries.shift();
      this.#bytes -= (oldest?.body.length ?? 0) + (oldest?.replyBody?.length ?? 0);
    }
  }
}
