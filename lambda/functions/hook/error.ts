import { ROUTER_ERRORS } from '../../core/errors/router-error';
import type { Outcome, Reply } from '../../core/receipts/outcome';

const FAULTY_REQUEST = 400;
/** Bedrock's fixed sentences about a tier. */
const TIER_REFUSAL =
  /^(The provided service tier is not supported for this model|Reservation not found)\.?$/;

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
 * Lambda logs what a function throws. Bedrock's message about a faulty request may quote the request, so Bedrock's request
 * ID replaces it. The refusal of a tier is a fixed sentence, so it stays.
 */
function composeBedrockError(reply: Reply): HookError {
  const { status, headers } = reply;
  const [name = ''] = (headers['x-amzn-errortype'] ?? 'BedrockError').split(':');
  const { errorMessage } = reply.opening;
  const mayQuote = status === FAULTY_REQUEST && !TIER_REFUSAL.test(errorMessage ?? '');
  const lookUp = `Amazon Bedrock refused the request; its request ID is ${headers['x-amzn-requestid']}`;
  return new HookError(
    name,
    `${mayQuote ? lookUp : (errorMessage ?? 'no message')} (HTTP ${status})`,
  );
}
