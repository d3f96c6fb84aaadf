/**
 * A context value is text after `-c key=value`, and any JSON value in `cdk.json`; both are read alike.
 * Each reader answers undefined where the key is not set, and refuses what it cannot read.
 */
export class ContextValues {
  /** @param find what the CDK's `tryGetContext` finds under a key */
  constructor(private readonly find: (key: string) => unknown) {}

  text(key: string): string | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    if (typeof value === 'string' && value !== '') return value;
    throw refuse(key, 'a text', value);
  }

  wholeNumber(key: string): number | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= 0) return number;
    throw refuse(key, 'a whole number', value);
  }

  flag(key: string): boolean | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw refuse(key, 'true or false', value);
  }

  word<T extends string>(key: string, words: readonly T[]): T | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    return requireWord(key, words, value);
  }

  words<T extends string>(key: string, words: readonly T[]): T[] | undefined {
    return this.list(key)?.map((item) => requireWord(key, words, item));
  }

  /** Texts between commas, or a JSON list of texts. */
  list(key: string): string[] | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    const items = typeof value === 'string' ? value.split(',').map((item) => item.trim()) : value;
    if (Array.isArray(items) && items.length > 0 && items.every(isText)) return items;
    throw refuse(key, 'texts between commas', value);
  }

  /** A JSON object of texts, written out as text or as it is. */
  texts(key: string): { [name: string]: string } | undefined {
    const value = this.find(key);
    if (value === undefined) return undefined;
    const object = typeof value === 'string' ? parseJson(value) : value;
    if (isObjectOfTexts(object)) return object;
    throw refuse(key, 'a JSON object of texts', value);
  }
}

function requireWord<T extends string>(key: string, words: readonly T[], value: unknown): T {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw refuse(key, `one of ${words.join(', ')}`, value);
  return word;
}

function refuse(key: string, expected: string, value: unknown): Error {
  return new Error(`context "${key}" must be ${expected}, got ${JSON.stringify(value)}`);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isObjectOfTexts(value: unknown): value is { [name: string]: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every(isText)
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
