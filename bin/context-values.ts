/**
 * A context value is text after `-c key=value`, and any JSON value in `cdk.json`; both are read alike.
 * Each reader answers undefined where the key is not set, and refuses what it cannot read.
 */
export class ContextValues {
  /**
   * @param find what the CDK's `tryGetContext` finds under a key
   * @param place what stands before a key in messages, where the values are part of another
   */
  constructor(
    private readonly find: (key: string) => unknown,
    private readonly place = '',
  ) {}

  text(key: string): string | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value !== '') return value;
    throw this.refuse(key, 'a text', value);
  }

  wholeNumber(key: string): number | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
    throw this.refuse(key, 'a whole number', value);
  }

  /** What may be part of one, e.g. USD. */
  amount(key: string): number | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isFinite(number)) return number;
    throw this.refuse(key, 'an amount', value);
  }

  flag(key: string): boolean | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw this.refuse(key, 'true or false', value);
  }

  word<T extends string>(key: string, words: readonly T[]): T | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    return this.requireWord(key, words, value);
  }

  words<T extends string>(key: string, words: readonly T[]): T[] | undefined {
    return this.list(key)?.map((item) => this.requireWord(key, words, item));
  }

  /** Texts between commas, or a JSON list of texts. */
  list(key: string): string[] | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    const items = typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
    if (Array.isArray(items) && items.length > 0 && items.every(isText)) return items;
    throw this.refuse(key, 'texts between commas', value);
  }

  /** A JSON object of texts, written out as text or as it is. */
  texts(key: string): { [name: string]: string } | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    const object = typeof value === 'string' ? parseJson(value) : value;
    if (isObjectOfTexts(object)) return object;
    throw this.refuse(key, 'a JSON object of texts', value);
  }

  /** A JSON object of objects, each with some of the given members and no others. */
  sections(key: string, members: readonly string[]): { [name: string]: ContextValues } | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    const object = typeof value === 'string' ? parseJson(value) : value;
    if (!isObjectOfObjects(object)) throw this.refuse(key, 'a JSON object of objects', value);
    return Object.fromEntries(
      Object.entries(object).map(([name, section]) => {
        const place = `${this.place}${key}.${name}`;
        requireMembers(place, section, members);
        return [name, new ContextValues((member) => section[member], `${place}.`)];
      }),
    );
  }

  private requireWord<T extends string>(key: string, words: readonly T[], value: unknown): T {
    const word = words.find((candidate) => candidate === value);
    if (word === undefined) throw this.refuse(key, `one of ${words.join(', ')}`, value);
    return word;
  }

  private refuse(key: string, expected: string, value: unknown): Error {
    return new Error(
      `context "${this.place}${key}" must be ${expected}, got ${JSON.stringify(value)}`,
    );
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isObjectOfTexts(value: unknown): value is { [name: string]: string } {
  return isObject(value) && Object.values(value).every(isText);
}

function isObjectOfObjects(
  value: unknown,
): value is { [name: string]: { [member: string]: unknown } } {
  return isObject(value) && Object.values(value).every(isObject);
}

/** A member that is misspelt would open what it was to close. */
function requireMembers(place: string, section: object, members: readonly string[]): void {
  const stray = Object.keys(section).find((name) => !members.includes(name));
  if (stray === undefined) return;
  throw new Error(`context "${place}" has no "${stray}"; it may have ${members.join(', ')}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
