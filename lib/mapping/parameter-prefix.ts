import { Token } from 'aws-cdk-lib';
import { DEFAULT_PARAMETER_PREFIX } from '../../lambda/contract';
import { isDummy } from '../cdk/is-known';

/**
 * Parameter Store allows 15 levels. `overrides`, `operations` and the operation's name are three of them.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
 */
const MAX_LEVELS = 12;

/** A parameter name may have 1,011 characters. `/overrides/operations/` and an operation's name have up to 86. */
const MAX_CHARACTERS = 900;

const LEVELS = /^(\/[A-Za-z0-9_.-]+)+$/;
const TAKEN_BY_AWS = /^\/(aws|ssm)/i;

export function resolveParameterPrefix(prefix: string = DEFAULT_PARAMETER_PREFIX): string {
  if (isDummy(prefix)) return DEFAULT_PARAMETER_PREFIX;
  if (Token.isUnresolved(prefix)) return prefix;
  const reason = findProblem(prefix);
  if (reason === undefined) return prefix;
  throw new Error(`parameterPrefix "${prefix}" ${reason}; e.g. "${DEFAULT_PARAMETER_PREFIX}"`);
}

function findProblem(prefix: string): string | undefined {
  if (!prefix.startsWith('/')) return 'must start with "/"';
  if (prefix.endsWith('/')) return 'must not end with "/"';
  if (!LEVELS.test(prefix)) {
    return 'may contain letters, digits, "_", "." and "-" between single slashes';
  }
  if (TAKEN_BY_AWS.test(prefix)) return 'must not start with "/aws" or "/ssm", which AWS reserves';
  if (prefix.split('/').length - 1 > MAX_LEVELS) return `has more than ${MAX_LEVELS} levels`;
  if (prefix.length > MAX_CHARACTERS) return `is longer than ${MAX_CHARACTERS} characters`;
  return undefined;
}
