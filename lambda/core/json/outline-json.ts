import { DEEPEST_NESTING } from './nesting';

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

export type JsonOutline =
  /** The outermost object's members; none if the text is another value. */
  | { readonly isJson: true; readonly members: readonly JsonMember[] }
  /** The index at which the text stops being JSON. */
  | { readonly isJson: false; readonly position: number };

/** Objects within objects whose members are listed, e.g. `additionalModelRequestFields.inferenceConfig.topK`. */
const DEEPEST_OUTLINE = 2;

/**
 * Finds the members of a JSON text's outermost objects, or where the text stops being JSON.
 *
 * `JSON.parse` reports neither, and a body must be edited in place: to parse it and write it again would change the
 * caller's numbers, escapes and white space.
 */
export function outlineJson(text: string): JsonOutline {
  const members: JsonMember[] = [];
  try {
    new JsonScanner(text).readText(members);
    return { isJson: true, members };
  } catch (error) {
    if (error instanceof UnexpectedCharacter) return { isJson: false, position: error.position };
    throw error;
  }
}

/** Finds the members of the last item of an array, if it is an object. The array begins at an index of a JSON text. */
export function outlineLastItem(text: string, start: number): readonly JsonMember[] {
  return new JsonScanner(text, start).readLastItem();
}

/**
 * Whether an object of the outline has two members with one name. Readers differ in which of the two they take. A text
 * without an outline counts as one that repeats a name.
 */
export function hasRepeatedName(outline: JsonOutline): boolean {
  return !outline.isJson || repeatsName(outline.members);
}

function repeatsName(members: readonly JsonMember[]): boolean {
  if (new Set(members.map(({ name }) => name)).size < members.length) return true;
  return members.some((member) => member.members !== undefined && repeatsName(member.members));
}

class UnexpectedCharacter extends Error {
  constructor(readonly position: number) {
    super();
  }
}

const WHITE_SPACE = /[ \t\n\r]*/y;
/** Every character from the space on, except quotes and backslashes. Control characters must be escaped. */
const PLAIN_CHARACTERS = /[ !#-[\]-\uffff]*/y;
const ESCAPE = /\\(["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const NUMBER_OR_LITERAL = /-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|true|false|null/y;

class JsonScanner {
  readonly #text: string;
  #position: number;

  constructor(text: string, start = 0) {
    this.#text = text;
    this.#position = start;
  }

  readLastItem(): readonly JsonMember[] {
    let last: JsonMember[] = [];
    this.#readList(']', 0, () => {
      last = [];
      this.#readValue(1, last);
    });
    return last;
  }

  readText(members: JsonMember[]): void {
    this.#take(WHITE_SPACE);
    this.#readValue(0, members);
    this.#take(WHITE_SPACE);
    if (this.#position < this.#text.length) this.#refuse();
  }

  /** @param members receives the value's members if it is an object */
  #readValue(depth: number, members?: JsonMember[]): void {
    const first = this.#text[this.#position];
    if (first === '{') this.#readList('}', depth, () => this.#readMember(depth, members));
    else if (first === '[') this.#readList(']', depth, () => this.#readValue(depth + 1));
    else if (first === '"') this.#readString();
    else if (!this.#take(NUMBER_OR_LITERAL)) this.#refuse();
  }

  #readList(closing: '}' | ']', depth: number, readItem: () => void): void {
    if (depth >= DEEPEST_NESTING) this.#refuse();
    this.#position += 1;
    this.#take(WHITE_SPACE);
    if (this.#takeCharacter(closing)) return;
    do {
      this.#take(WHITE_SPACE);
      readItem();
      this.#take(WHITE_SPACE);
    } while (this.#takeCharacter(','));
    if (!this.#takeCharacter(closing)) this.#refuse();
  }

  #readMember(depth: number, members: JsonMember[] | undefined): void {
    const start = this.#position;
    this.#readString();
    const nameEnd = this.#position;
    this.#take(WHITE_SPACE);
    if (!this.#takeCharacter(':')) this.#refuse();
    this.#take(WHITE_SPACE);
    const valueStart = this.#position;
    const inner = depth < DEEPEST_OUTLINE && this.#text[valueStart] === '{' ? [] : undefined;
    this.#readValue(depth + 1, inner);
    if (members === undefined) return;
    members.push({
      name: readName(this.#text.slice(start, nameEnd)),
      start,
      valueStart,
      end: this.#position,
      members: inner,
    });
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

function readName(quoted: string): string {
  return quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
}
