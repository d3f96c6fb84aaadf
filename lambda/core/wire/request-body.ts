import { type JsonObject, parseJsonObject } from '../json/json-object';
import { type JsonOutline, outlineJson } from '../json/outline-json';

/** A request's body in the forms in which the router reads it. Each is made when it is first asked for, and kept. */
export class RequestBody {
  readonly #received: string | Uint8Array;
  #bytes: Uint8Array | undefined;
  #text: string | undefined;
  #json: JsonObject | undefined;
  #outline: JsonOutline | undefined;

  /** @param json the parsed body, if it was parsed already */
  constructor(received: string | Uint8Array, json?: JsonObject) {
    this.#received = received;
    this.#json = json;
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

  /** Without members if the body is not a JSON object. */
  get json(): JsonObject {
    this.#json ??= parseJsonObject(this.text) ?? {};
    return this.#json;
  }

  get outline(): JsonOutline {
    this.#outline ??= outlineJson(this.text);
    return this.#outline;
  }
}

/** Encodes a text in pieces as UTF-8. Joining the pieces first would copy a large text once more. */
export function encodeText(pieces: readonly string[]): Buffer {
  const length = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  const bytes = Buffer.allocUnsafe(length);
  let end = 0;
  for (const piece of pieces) end += bytes.write(piece, end);
  return bytes;
}
