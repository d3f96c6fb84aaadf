import { type JsonObject, parseJsonObject } from '../../json/json-object';
import type { TokenCounts } from '../token-usage';

/** One message of a stream, without its frame. */
export interface StreamMessage {
  /** `event`, `exception` or `error`. */
  readonly messageType: string;
  /** The event's or the exception's name or code, e.g. `contentBlockDelta`, `throttlingException`. */
  readonly name: string;
  /** The message of an `error`. */
  readonly errorMessage?: string | undefined;
  /** Valid only during the call that passes it. Undefined if it was too long to be read. */
  readonly payload: Buffer | string | undefined;
  /** Whether it is the first message of the stream. */
  readonly isFirst: boolean;
}

/**
 * What an event says about the end of its stream.
 *
 * - `ends`: the answer is complete. More events may follow, such as the usage.
 * - `continues`: another event has to say so.
 * - `foreign`: the event has no form that the router knows.
 * - `unread`: the event was too long to be read.
 */
export type Ending = 'ends' | 'continues' | 'foreign' | 'unread';

/** What one event of a stream reports. */
export interface EventFacts {
  readonly ending: Ending;
  /**
   * The length of the event's piece of the answer: text, reasoning or a tool call. No token is shorter than a byte. It may
   * be measured when it is asked for, which is possible only while the payload is valid.
   */
  readonly contentBytes: number;
  /** Whether the counts so far are those of the whole call. */
  readonly endsUsage: boolean;
  readonly counts?: TokenCounts | undefined;
  readonly resolvedTier?: string | undefined;
  readonly latencyMode?: string | undefined;
  /** What went wrong; undefined if nothing did. Event streams have messages of their own for that. */
  readonly error?: { readonly name: string; readonly message: string | undefined } | undefined;
}

/** Reads one event; each API of a stream has its own reader. */
export type EventReader = (event: Pick<StreamMessage, 'name' | 'payload'>) => EventFacts;

export function parsePayload(payload: Buffer | string): JsonObject | undefined {
  return parseJsonObject(payload.toString());
}

/** Members that label a piece of an answer and are none. */
const LABELS: readonly string[] = ['type', 'role', 'index'];
/** Deeper than the text in an event of any API. */
const DEEPEST_TEXT = 6;

/** Measures the texts in a value, in bytes. It runs for each event of many streams, so it makes few objects. */
export function measureText(value: unknown, depth = DEEPEST_TEXT): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (depth === 0 || typeof value !== 'object' || value === null) return 0;
  let bytes = 0;
  if (Array.isArray(value)) {
    for (const item of value) bytes += measureText(item, depth - 1);
  } else {
    for (const [name, member] of Object.entries(value)) {
      if (!LABELS.includes(name)) bytes += measureText(member, depth - 1);
    }
  }
  return bytes;
}
