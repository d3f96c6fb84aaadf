/** A member of an object in a JSON text, with its place in that text. */
export interface JsonMember {
  readonly name: string;
  /** Index of the name's opening quote. */
  readonly start: number;
  readonly valueStart: number;
  /** Index after the value. */
  readonly end: number;
  /** The members of a value that is an object; undefined for other values and below {@link DEEPEST_OUTLINE}. */
  readonly members: readonly JsonMember[] | undefined;
}

export type JsonFault = 'syntax' | 'nesting' | 'members' | 'parts';

/** Far above the nesting of any document, tool or schema. Deeper texts cost readers memory and stack. */
export const DEEPEST_NESTING = 200;
/** Far above the members of any request in its outermost objects, each of which takes memory. */
export const MOST_MEMBERS = 10_000;
/**
 * Far above the arrays, objects, strings and members of any conversation or tool result. Parsed, each takes up to five
 * hundred bytes, however short it is in the text.
 */
export const MOST_PARTS = 150_000;

/** Objects within objects whose members are listed, e.g. `additionalModelRequestFields.inferenceConfig.topK`. */
const DEEPEST_OUTLINE = 2;

export class JsonRefusal extends Error {
  constructor(
    readonly position: number,
    readonly fault: JsonFault,
  ) {
    super();
  }
}

const SPACE = 0x20;
const QUOTE = 0x22;
const WHITE_SPACE = /[ \t\n\r]*/y;
/**
 * Every character from the space on, except quotes and backslashes, and escapes. Control characters must be escaped. The
 * limit bounds the memory of the engine, which notes each repetition.
 */
const CHARACTERS = /(?:[ !#-[\]-\uffff]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})){1,500}/y;
const NUMBER_OR_LITERAL = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null/y;

/** Reads a JSON text, or refuses it where it stops being JSON or goes beyond a limit. */
export class JsonScanner {
  readonly #text: string;
  #position: number;
  #listed = 0;
  #parts = 0;

  constructor(text: string, start = 0) {
    this.#text = text;
    this.#position = start;
  }

  readLastItem(): readonly JsonMember[] {
    let last: JsonMember[] = [];
    this.#readList(']', 0, () => {
      last = [];
      this.#listed = 0;
      this.#readValue(1, last);
    });
    return last;
  }

  readText(): readonly JsonMember[] {
    const members: JsonMember[] = [];
    this.#skipSpace();
    this.#readValue(0, members);
    this.#skipSpace();
    if (this.#position < this.#text.length) this.#refuse();
    return members;
  }

  /** @param members receives the value's members if it is an object */
  #readValue(depth: number, members?: JsonMember[]): void {
    const first = this.#text[this.#position];
    if (first === '{') this.#readList('}', depth, () => this.#readMember(depth, members));
    else if (first === '[') this.#readList(']', depth, () => this.#readValue(depth + 1));
    else if (first === '"') this.#readStringValue();
    else if (!this.#take(NUMBER_OR_LITERAL)) this.#refuse();
  }

  #readList(closing: '}' | ']', depth: number, readItem: () => void): void {
    if (depth >= DEEPEST_NESTING) this.#refuse('nesting');
    this.#countPart();
    this.#position += 1;
    this.#skipSpace();
    if (this.#takeCharacter(closing)) return;
    do {
      this.#skipSpace();
      readItem();
      this.#skipSpace();
    } while (this.#takeCharacter(','));
    if (!this.#takeCharacter(closing)) this.#refuse();
  }

  #readMember(depth: number, members: JsonMember[] | undefined): void {
    this.#countPart();
    const start = this.#position;
    this.#readString();
    const nameEnd = this.#position;
    this.#skipSpace();
    if (!this.#takeCharacter(':')) this.#refuse();
    this.#skipSpace();
    const valueStart = this.#position;
    const isListed = members !== undefined && depth < DEEPEST_OUTLINE;
    const inner = isListed && this.#text[valueStart] === '{' ? [] : undefined;
    this.#readValue(depth + 1, inner);
    if (members === undefined) return;
    this.#listed += 1;
    if (this.#listed > MOST_MEMBERS) this.#refuse('members');
    const name = readName(this.#text.slice(start, nameEnd));
    members.push({ name, start, valueStart, end: this.#position, members: inner });
  }

  #readStringValue(): void {
    this.#countPart();
    this.#readString();
  }

  #countPart(): void {
    this.#parts += 1;
    if (this.#parts > MOST_PARTS) this.#refuse('parts');
  }

  #readString(): void {
    if (!this.#takeCharacter('"')) this.#refuse();
    while (this.#text.charCodeAt(this.#position) !== QUOTE) {
      if (!this.#take(CHARACTERS)) this.#refuse();
    }
    this.#position += 1;
  }

  #skipSpace(): void {
    if (this.#text.charCodeAt(this.#position) <= SPACE) this.#take(WHITE_SPACE);
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

  #refuse(fault: JsonFault = 'syntax'): never {
    throw new JsonRefusal(this.#position, fault);
  }
}

function readName(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}
