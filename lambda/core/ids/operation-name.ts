import { DIRECT_OPERATION } from '../../contract';

/** `GET /v1/operations` uses the first name, and metrics of calls without an operation use the second. */
const RESERVED_NAMES: readonly string[] = ['operations', DIRECT_OPERATION];

/** The rule for names of operations, which are in URL paths, names of parameters and metric dimensions. */
export const OPERATION_NAME_RULE = `lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of ${RESERVED_NAMES.join(', ')}`;

export function isOperationName(text: string): boolean {
  return !RESERVED_NAMES.includes(text) && /^[a-z][a-z0-9_-]{0,63}$/.test(text);
}
