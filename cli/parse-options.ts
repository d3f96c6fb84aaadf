import { InvalidArgumentError } from 'commander';

/** Parsers of option values. Commander puts the option and the value before their messages. */

export function parseText(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('It may not be empty.');
}

export function parseWholeNumber(highest: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
    if (number > 0 && number <= highest) return number;
    throw new InvalidArgumentError(`It may be a whole number from 1 to ${highest}.`);
  };
}

/** Names between commas. A comma inside a name is followed by a space. */
export function parseNames<Name extends string>(
  allowed: readonly Name[],
): (text: string) => readonly Name[] {
  return (text) => {
    const words = text.split(/,(?! )/);
    const names = words.flatMap((word) => allowed.filter((name) => name === word));
    if (names.length === words.length && new Set(words).size === words.length) return names;
    const separator = allowed.some((name) => name.includes(',')) ? '; ' : ', ';
    throw new InvalidArgumentError(
      `It may have each of these once, between commas: ${allowed.join(separator)}.`,
    );
  };
}
