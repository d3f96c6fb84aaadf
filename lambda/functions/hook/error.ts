import { ROUTER_ERRORS } from '../../core/errors/router-error';
import type { Outcome, Reply } from '../../core/receipts/outcome';

/** Statuses with sentences about the account or the service. Those of others may quote what was sent or written. */
const UNQUOTING_STATUSES: readonly number[] = [403, 404, 408, 429, 500, 503];

/** Sentences of Bedrock that are fixed, whatever their status. */
const FIXED_SENTENCES =
  /^(The provided service tier is not supported for this model|Service tier provided is invalid|Reservation not found)\.?$/i;

const LONGEST_SENTENCE = 500;

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
 * Lambda logs what a function throws. So Bedrock's request ID replaces a message that may quote the request or the reply.
 */
function composeBedrockError({ status, headers, opening }: Reply): HookError {
  const [name = ''] = (headers['x-amzn-errortype'] ?? 'BedrockError').split(':');
  const message = opening.errorMessage ?? 'no message';
  const isSafe =
    opening.errorMessage === undefined ||
    UNQUOTING_STATUSES.includes(status) ||
    FIXED_SENTENCES.test(message);
  const lookUp = `Amazon Bedrock refused the request; its request ID is ${headers['x-amzn-requestid']}`;
  return new HookError(
    name,
    `${isSafe ? message.slice(0, LONGEST_SENTENCE) : lookUp} (HTTP ${status})`,
  );
}
