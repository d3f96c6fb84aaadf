import { ROUTER_ERRORS } from '../../core/errors/router-error';
import type { Outcome, Reply } from '../../core/receipts/outcome';
import { findQuotableMessage } from './quotable-message';

/** A failure as the accelerator sees it: the exception's name as the error's type, and a message. */
export class HookError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/** Composes the error for a refusal of the router, or for an error of Bedrock with its status. */
export function composeHookError(outcome: Outcome): HookError {
  switch (outcome.kind) {
    case 'reply':
      return composeBedrockError(outcome.reply);
    case 'refused': {
      const { code, message } = outcome.error;
      return new HookError(ROUTER_ERRORS[code].exception, message);
    }
    case 'bug':
      return new HookError('InternalServerException', 'internal error');
    default:
      return outcome satisfies never;
  }
}

/**
 * Lambda logs what a function throws. So Bedrock's request ID replaces a message that may quote the request or the reply. The
 * accelerator shows the message and not the name.
 */
function composeBedrockError({ status, headers, opening }: Reply): HookError {
  const [exception = ''] = (headers['x-amzn-errortype'] ?? '').split(':');
  const name = chooseName(status, exception);
  const quotable = findQuotableMessage({ status, exception, message: opening.errorMessage });
  const requestId = headers['x-amzn-requestid'];
  const refusal = `Amazon Bedrock refused the request with ${exception || 'an error without a name'}`;
  const lookUp = `${refusal}, whose message may quote it; its request ID is ${requestId}`;
  return new HookError(name, `${quotable ?? lookUp} (HTTP ${status})`);
}

const TRANSIENT = 'ServiceUnavailableException';
/** Names by which clients know that asking again may help. */
const TRANSIENT_NAMES: readonly string[] = [
  'ThrottlingException',
  'InternalServerException',
  TRANSIENT,
];
const TRANSIENT_STATUSES: readonly number[] = [429, 500, 502, 503, 504];

/**
 * Chooses Bedrock's name, unless a client that retries by name would then retry in vain, or give up although asking again may
 * help: lists of such names lack `ModelNotReadyException`.
 *
 * | status | exception              | name                        |
 * |--------|------------------------|-----------------------------|
 * | 429    | ThrottlingException    | ThrottlingException         |
 * | 429    | ModelNotReadyException | ServiceUnavailableException |
 * | 502    | –                      | ServiceUnavailableException |
 * | 400    | ValidationException    | ValidationException         |
 * | 400    | –                      | BedrockError                |
 */
function chooseName(status: number, exception: string): string {
  const isTransientName = TRANSIENT_NAMES.includes(exception);
  if (TRANSIENT_STATUSES.includes(status)) return isTransientName ? exception : TRANSIENT;
  return exception === '' || isTransientName ? 'BedrockError' : exception;
}
