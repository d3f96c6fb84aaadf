/** Taken by `GET /v1/operations`. */
const RESERVED_NAME = 'operations';

/** What an operation may be called: it stands in a URL path and in a parameter's name. */
export const OPERATION_NAME_RULE =
  'lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and not "operations"';

export function isOperationName(text: string): boolean {
  return text !== RESERVED_NAME && /^[a-z][a-z0-9_-]{0,63}$/.test(text);
}
