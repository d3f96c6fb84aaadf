import { DIRECT_OPERATION } from '../../contract';

/** `operations` is taken by `GET /v1/operations`, the other by the metrics of calls without an operation. */
const RESERVED_NAMES: readonly string[] = ['operations', DIRECT_OPERATION];

/** What an operation may be called: it stands in a URL path, in a parameter's name and in a metric dimension. */
export const OPERATION_NAME_RULE = `lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of ${RESERVED_NAMES.join(', ')}`;

export function isOperationName(text: string): boolean {
  return !RESERVED_NAMES.includes(text) && /^[a-z][a-z0-9_-]{0,63}$/.test(text);
}
