import type { Outcome } from '../app/outcome';
import { ROUTER_ERRORS } from '../core/router-error';

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
    case 'replied': {
      const { status, headers, facts } = outcome.reply;
      const [name = ''] = (headers['x-amzn-errortype'] ?? 'BedrockError').split(':');
      return new HookError(name, `${facts().errorMessage ?? 'no message'} (HTTP ${status})`);
    }
    case 'refused': {
      const { code, message } = outcome.error;
      return new HookError(ROUTER_ERRORS[code].exception, message);
    }
    case 'broken':
      return new HookError('InternalServerException', 'internal error');
    default:
      return outcome satisfies never;
  }
}
