import { createParser, type EventSourceParser } from 'eventsource-parser';
import type { StreamMessage } from '../../core/wire/streams/event-facts';
import type { MessageReader } from './tapped-stream';

/**
 * The payload of a longer event is passed over, so that memory stays flat. The last event of the Responses API repeats the
 * whole response, with the instructions and the tools of the request.
 */
const LONGEST_READ = 4 * 1024 * 1024;

/** Two line ends in a row, of any kind, end an event. */
const BLANK_LINE = /\n[\r\n]|\r\r/;

/**
 * Reads server-sent events. Comments and events without data, which keep a connection alive, are no messages.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class ServerSentEventsReader implements MessageReader {
  readonly #onMessage: (message: StreamMessage) => void;
  readonly #decoder = new TextDecoder();
  readonly #parser: EventSourceParser;
  #hasSeenFirst = false;
  #fault: unknown;
  /** While an event is passed over, the last character of what was read of it. */
  #passedOver: string | undefined;
  #bytesBeforeFirst = 0;

  constructor(onMessage: (message: StreamMessage) => void) {
    this.#onMessage = onMessage;
    this.#parser = createParser({
      maxBufferSize: LONGEST_READ,
      onEvent: ({ event = '', data }) => {
        if (data.trim() !== '') this.#deliver(event, data);
      },
      onError: ({ type }) => {
        if (type === 'max-buffer-size-exceeded') this.#passedOver = '';
      },
    });
  }

  get fault(): unknown {
    return this.#fault;
  }

  get hasSeenFirst(): boolean {
    return this.#hasSeenFirst;
  }

  push(chunk: Uint8Array): void {
    if (this.#fault !== undefined) return;
    this.#read(this.#decoder.decode(chunk, { stream: true }));
    if (this.#hasSeenFirst) return;
    this.#bytesBeforeFirst += chunk.byteLength;
    if (this.#bytesBeforeFirst > LONGEST_READ) this.#fault = new Error('no event has come');
  }

  /** Some servers leave out the blank line after the last event. What was cut off is no event that anyone knows. */
  end(): boolean {
    this.#read(`${this.#decoder.decode()}\n\n`);
    return true;
  }

  #read(text: string): void {
    const rest = this.#passedOver === undefined ? text : this.#passOver(this.#passedOver + text);
    if (rest === '') return;
    this.#parser.feed(rest);
    if (this.#passedOver === undefined) return;
    this.#passedOver = rest.slice(-1);
    this.#deliver('', undefined);
  }

  /** Returns what follows the event that is passed over. */
  #passOver(text: string): string {
    const blankLine = BLANK_LINE.exec(text);
    if (blankLine === null) {
      this.#passedOver = text.slice(-1);
      return '';
    }
    this.#passedOver = undefined;
    this.#parser.reset();
    return text.slice(blankLine.index + blankLine[0].length);
  }

  #deliver(name: string, payload: string | undefined): void {
    const isFirst = !this.#hasSeenFirst;
    this.#hasSeenFirst = true;
    this.#onMessage({ messageType: 'event', name, payload, isFirst });
  }
}
