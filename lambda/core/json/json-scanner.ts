/** A member of the outermost object of a JSON text, with its place in that text. */
export interface JsonMember {
  readonly name: string;
  /** Index of the name's opening quote. */
  readonly start: number;
  readonly valueStart: number;
  /** Index after the value. */
  readonly end: number;
}

export type JsonScan =
  | { readonly valid: true; readonly members: readonly JsonMember[] }
  | { readonly valid: false; readonly position: number };

/** Deeper nesting is refused, so that no text can exhaust the stack. */
const DEEPEST_NESTING = 1000;

/**
 * Finds the outermost members of a JSON text, or where it stops being JSON.
 *
 * `JSON.parse` tells neither, and a body must be changed in place: parsing and writing it anew would alter
 * numbers, escapes and white space that are the caller's.
 */
export function scanJson(text: string): JsonScan {
  const scanner = new JsonScanner(text);
  try {
    scanner.readText();
    return { valid: true, members: scanner.outermostMembers };
  } catch (error) {
    if (error instanceof UnexpectedCharacter) return { valid: false, position: error.position };
    throw error;
  }
}

class UnexpectedCharacter extends Error {
  constructor(readonly position: number) {
    super('unexpected character');
  }
}

const WHITE_SPACE = /[ \t\n\r]*/y;
/** All from the space on, but for quotes and backslashes: control characters must be escaped. */
const PLAIN_CHARACTERS = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER_OR_LITERAL = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null/y;

class JsonScanner {
  readonly outermostMembers: JsonMember[] = [];
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  readText(): void {
    this.#readValue(0);
    if (this.#position < this.#text.length) this.#refuse();
  }

  #readValue(depth: number): void {
    this.#take(WHITE_SPACE);
    const first = this.#text[this.#position];
    if (first === '{') this.#readList('}', depth, () => this.#readMember(depth));
    else if (first === '[') this.#readList(']', depth, () => this.#readValue(depth + 1));
    else if (first === '"') this.#readString();
    else if (!this.#take(NUMBER_OR_LITERAL)) this.#refuse();
    this.#take(WHITE_SPACE);
  }

  #readList(closing: '}' | ']', depth: number, readItem: () => void): void {
    if (depth >= DEEPEST_NESTING) this.#refuse();
    this.#position += 1;
    this.#take(WHITE_SPACE);
    if (this.#takeCharacter(closing)) return;
    do {
      readItem();
    } while (this.#takeCharacter(','));
    if (!this.#takeCharacter(closing)) this.#refuse();
  }

  #readMember(depth: number): void {
    this.#take(WHITE_SPACE);
    const start = this.#position;
    this.#readString();
    const name = this.#text.slice(start, this.#position);
    this.#take(WHITE_SPACE);
    if (!this.#takeCharacter(':')) this.#refuse();
    this.#take(WHITE_SPACE);
    const valueStart = this.#position;
    this.#readValue(depth + 1);
    if (depth > 0) return;
    const end = start + this.#text.slice(start, this.#position).trimEnd().length;
    this.outermostMembers.push({ name: String(JSON.parse(name)), start, valueStart, end });
  }

  #readString(): void {
    if (!this.#takeCharacter('"')) this.#refuse();
    do {
      this.#take(PLAIN_CHARACTERS);
      if (this.#takeCharacter('"')) return;
    } while (this.#take(ESCAPE));
    this.#refuse();
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#position;
    if (!pattern.test(this.#text)) return false;
    this.#position = pattern.lastIndex;
    return true;
  }

  #takeCharacter(character: string): boolean {
    if (this.#text[this.#position] !== character) return false;
    this.#position += 1;
    return true;
  }

  #refuse(): never {
    throw new UnexpectedCharacter(this.#position);
  }
}
