import { Token } from 'aws-cdk-lib';
import { DEFAULT_PARAMETER_PREFIX } from '../../lambda/contract';

/**
 * Parameter Store allows 15 levels, of which `operations` and the operation's name take two.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
 */
const MOST_LEVELS = 13;

/** Parameter names may have 1,011 characters, of which `/operations/` and an operation's name take up to 76. */
const MOST_CHARACTERS = 900;

const LEVELS = /^(\/[A-Za-z0-9_.-]+)+$/;
const TAKEN_BY_AWS = /^\/(aws|ssm)/i;

export function resolveParameterPrefix(prefix: string = DEFAULT_PARAMETER_PREFIX): string {
  if (Token.isUnresolved(prefix)) return prefix;
  const reason = findFault(prefix);
  if (reason === undefined) return prefix;
  throw new Error(`parameterPrefix "${prefix}" ${reason}; e.g. "${DEFAULT_PARAMETER_PREFIX}"`);
}

function findFault(prefix: string): string | undefined {
  if (!prefix.startsWith('/')) return 'must start with "/"';
  if (prefix.endsWith('/')) return 'must not end with "/"';
  if (!LEVELS.test(prefix)) {
    return 'may contain letters, digits, "_", "." and "-" between single slashes';
  }
  if (TAKEN_BY_AWS.test(prefix)) return 'must not start with "/aws" or "/ssm", which AWS reserves';
  if (prefix.split('/').length - 1 > MOST_LEVELS) return `has more than ${MOST_LEVELS} levels`;
  if (prefix.length > MOST_CHARACTERS) return `is longer than ${MOST_CHARACTERS} characters`;
  return undefined;
}
