import { DIRECT_OPERATION } from '../../contract';

/**
 * Names of endpoints below `/v1/`, the router's or those of clients that speak another API, and the operation of calls
 * that name a model.
 */
const RESERVED_NAMES: readonly string[] = [
  'operations',
  'models',
  'jobs',
  'messages',
  'chat',
  'responses',
  DIRECT_OPERATION,
];

/** The rule for names of operations, which are in URL paths, names of parameters and metric dimensions. */
export const OPERATION_NAME_RULE = `lower-case letters, digits, "-" and "_", starting with a letter, at most 64 characters, and none of ${RESERVED_NAMES.join(', ')}`;

export function isOperationName(text: string): boolean {
  return !RESERVED_NAMES.includes(text) && /^[a-z][a-z0-9_-]{0,63}$/.test(text);
}
