import { Fn, Token } from 'aws-cdk-lib';
import { serviceNameOf } from '../../lambda/contract';

/** No valid prefix contains it. */
const MARK = '|';

/**
 * Resolves the name of a router in the dimension `service`: its prefix without the first slash, e.g. `team/router`. For a
 * prefix that begins with a token, CloudFormation takes off the slash.
 */
export function resolveServiceName(parameterPrefix: string): string {
  const name = serviceNameOf(parameterPrefix);
  if (name !== parameterPrefix || !Token.isUnresolved(parameterPrefix)) return name;
  return Fn.select(1, Fn.split(`${MARK}/`, `${MARK}${parameterPrefix}`));
}
