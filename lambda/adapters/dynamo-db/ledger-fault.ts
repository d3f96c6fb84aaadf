import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { LedgerError } from '../../app/budgets/ledger-error';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const THROTTLES: readonly string[] = [
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
];

/** Node.js's codes for a connection that failed or broke. */
const NETWORK_CODES: readonly string[] = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
];

/**
 * Turns an error of DynamoDB's client into a ledger error.
 *
 * | Error of the client                            | Ledger error           |
 * |------------------------------------------------|------------------------|
 * | throttling of any name                         | `throttled`            |
 * | any other 5xx, no connection, no timely answer | `unreachable`          |
 * | anything else, e.g. `ValidationException`      | unchanged: it is a bug |
 */
export function readLedgerFault(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (THROTTLES.includes(error.name)) return new LedgerError('throttled', error);
  return isUnreachable(error) ? new LedgerError('unreachable', error) : error;
}

function isUnreachable(error: Error): boolean {
  if (error instanceof DynamoDBServiceException) {
    return (error.$metadata.httpStatusCode ?? 0) >= 500;
  }
  const code = 'code' in error ? error.code : undefined;
  const isNetworkFault = typeof code === 'string' && NETWORK_CODES.includes(code);
  return isNetworkFault || error.name === 'TimeoutError';
}
