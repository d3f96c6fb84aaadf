import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { RouterFunctionOptions } from './router-function-options';

export type NetworkOptions = Pick<RouterFunctionOptions, 'vpc' | 'vpcSubnets' | 'securityGroups'>;

/** Leaves the network out, for a function that runs outside of the VPC. */
export function omitNetwork<T extends NetworkOptions>(options: T): Omit<T, keyof NetworkOptions> {
  const { vpc: _vpc, vpcSubnets: _subnets, securityGroups: _groups, ...rest } = options;
  return rest;
}

/** The functions that call hosts which may have no endpoint in a VPC, and what to do about it. */
const NEEDS = {
  refresh:
    'the refresh of the catalog needs the interface endpoints pricing.api, bedrock, ssm and events there; ' +
    'RouterCatalog.refreshed({ inVpc: false }) keeps it outside of the VPC',
  issuer:
    'the authorizer reaches only an issuer inside of the VPC; ' +
    'RouterAuthorization.jwt({ inVpc: false, ... }) keeps it outside of the VPC',
} as const;

/** Warns of isolated subnets for a function that calls hosts on the internet. */
export function warnOfIsolation(
  scope: IConstruct,
  { vpc, vpcSubnets }: NetworkOptions,
  need: keyof typeof NEEDS,
): void {
  if (vpc === undefined) return;
  const isolated = new Set(vpc.isolatedSubnets.map(({ subnetId }) => subnetId));
  const { subnetIds } = vpc.selectSubnets(vpcSubnets);
  if (!subnetIds.some((id) => isolated.has(id))) return;
  Annotations.of(scope).addWarningV2(
    `bedrock-tier-router:isolated-${need}`,
    `vpcSubnets have no route to the internet: ${NEEDS[need]}`,
  );
}
