import { type ResourceEnvironment, Token, TokenComparison } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';

export interface LocalThing {
  /** With a verb, e.g. `the parameters of the router are`. */
  readonly what: string;
  readonly account: string;
}

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

/** Refuses a principal of another account for something that has no resource policy, so that its own has no effect. */
export function requireLocal(grantee: IGrantable, { what, account }: LocalThing): IGrantable {
  if (!isOfAnotherAccount(grantee, account)) return grantee;
  throw new Error(
    `${what} in the account ${account}, which cannot share them with a principal of account ` +
      `${grantee.grantPrincipal.principalAccount}; grant a role of the router's account that this principal may assume`,
  );
}

/** Whether two values differ. Values that are known only at deployment may be the same. */
function areDifferent(one: string, other: string): boolean {
  return Token.compareStrings(one, other) === TokenComparison.DIFFERENT;
}
