import { type JsonObject, parseJsonObject } from '../json/json-object';
import type { JsonMember } from '../json/json-scanner';
import { type JsonOutline, outlineJson } from '../json/outline-json';

/** A request's body in the forms in which the router reads it. Each is made when it is first asked for, and kept. */
export class RequestBody {
  readonly #received: string | Uint8Array;
  readonly #values = new Map<string, unknown>();
  #bytes: Uint8Array | undefined;
  #text: string | undefined;
  #json: JsonObject | undefined;
  #outline: JsonOutline | undefined;

  constructor(received: string | Uint8Array) {
    this.#received = received;
  }

  get bytes(): Uint8Array {
    this.#bytes ??=
      typeof this.#received === 'string' ? encodeText([this.#received]) : this.#received;
    return this.#bytes;
  }

  /** Bytes that are not UTF-8 are replaced, each by a character of three bytes. */
  get text(): string {
    this.#text ??=
      typeof this.#received === 'string'
        ? this.#received
        : new TextDecoder().decode(this.#received);
    return this.#text;
  }

  /** The body as a whole, which takes several times its memory. Without members if it is not a JSON object. */
  get json(): JsonObject {
    this.#json ??= parseJsonObject(this.text) ?? {};
    return this.#json;
  }

  get outline(): JsonOutline {
    this.#outline ??= outlineJson(this.text);
    return this.#outline;
  }

  /** Parses only the outermost members with the given names. Without those that the body or its outline does not have. */
  pick(...names: readonly string[]): JsonObject {
    const written = names.filter((name) => this.has(name));
    return Object.fromEntries(written.map((name) => [name, this.read(name)]));
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined;
  }

  /** Parses one of the outermost members; undefined if there is none. Of several with that name, the last. */
  read(name: string): unknown {
    if (!this.#values.has(name)) this.#values.set(name, this.#parse(name));
    return this.#values.get(name);
  }

  #parse(name: string): unknown {
    const member = this.#find(name);
    return member && JSON.parse(this.text.slice(member.valueStart, member.end));
  }

  #find(name: string): JsonMember | undefined {
    const { outline } = this;
    return outline.isJson ? outline.members.findLast((each) => each.name === name) : undefined;
  }
}

const ENCODER = new TextEncoder();

/**
 * Encodes a text in pieces as UTF-8. Joining the pieces first would copy a large text once more. Most bodies are ASCII, with
 * a byte for each character: to count the bytes of all pieces takes longer than to write them.
 */
export function encodeText(pieces: readonly string[]): Buffer {
  const characters = pieces.reduce((sum, { length }) => sum + length, 0);
  const ascii = write(pieces, characters);
  if (ascii !== undefined) return ascii;
  const length = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  return write(pieces, length) ?? Buffer.from(pieces.join(''));
}

/** Undefined if the pieces are longer. */
function write(pieces: readonly string[], length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafe(length);
  let end = 0;
  for (const piece of pieces) {
    const { read, written } = ENCODER.encodeInto(piece, bytes.subarray(end));
    if (read < piece.length) return undefined;
    end += written;
  }
  return bytes;
}
