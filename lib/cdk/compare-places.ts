import { type ResourceEnvironment, Token, TokenComparison } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';

/** Finds in what two places differ; undefined if they are, or may be, the same. */
export function findDifference(
  one: ResourceEnvironment,
  other: ResourceEnvironment,
): 'account' | 'region' | undefined {
  return (['account', 'region'] as const).find((place) => areDifferent(one[place], other[place]));
}

/** Whether a principal is of another account; false if its account is not known. */
export function isOfAnotherAccount({ grantPrincipal }: IGrantable, account: string): boolean {
  const { principalAccount } = grantPrincipal;
  return principalAccount !== undefined && areDifferent(principalAccount, account);
}

/** Whether two values differ. Values that are known only at deployment may be the same. */
function areDifferent(one: string, other: string): boolean {
  return Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
}
