import { ROUTER_ERRORS } from '../../core/errors/router-error';
import type { Outcome, Reply } from '../../core/receipts/outcome';
import { isTierRefusal } from '../../core/recovery/failure-cause';

const FAULTY_REQUEST = 400;

/** What the accelerator sees of a failure: the exception's name as the error's type, its cause as the message. */
export class HookError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/** A refusal of the router, or an error of Bedrock with its status. */
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
 * Lambda logs what a function throws, and Bedrock's words on a faulty request may quote it: there the request ID has to
 * do. A tier's refusal is a fixed sentence.
 */
function composeBedrockError(reply: Reply): HookError {
  const { status, headers } = reply;
  const [name = ''] = (headers['x-amzn-errortype'] ?? 'BedrockError').split(':');
  const { errorMessage } = reply.opening;
  const mayQuote = status === FAULTY_REQUEST && !isTierRefusal(status, errorMessage);
  const lookUp = `Amazon Bedrock refused the request; its request ID is ${headers['x-amzn-requestid']}`;
  return new HookError(
    name,
    `${mayQuote ? lookUp : (errorMessage ?? 'no message')} (HTTP ${status})`,
  );
}
