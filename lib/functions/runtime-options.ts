import type { IRole } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, type FunctionOptions, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { acknowledgeWildcards } from '../cdk/acknowledge-finding';
import { omitUndefined } from '../cdk/omit-undefined';
import type { NetworkOptions } from './network';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
const NETWORK_INTERFACE_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

/** The user's options that hold for every function of a router. */
export interface RuntimeOptions extends NetworkOptions {
  readonly encryptionKey?: IKey;
  readonly tracing?: boolean;
}

type SharedProps = Pick<
  FunctionOptions,
  'tracing' | 'environmentEncryption' | 'vpc' | 'vpcSubnets' | 'securityGroups'
>;

/** The platform of every function. */
export const PLATFORM = { runtime: Runtime.NODEJS_24_X, architecture: Architecture.ARM_64 };

/** Writes the properties that every function has in common. */
export function writeRuntimeProps(options: RuntimeOptions): SharedProps {
  return {
    tracing: (options.tracing ?? true) ? Tracing.ACTIVE : Tracing.DISABLED,
    ...omitUndefined({
      environmentEncryption: options.encryptionKey,
      vpc: options.vpc,
      vpcSubnets: options.vpcSubnets,
      securityGroups: options.securityGroups,
    }),
  };
}

/**
 * Allows a role what {@link writeRuntimeProps} requires. AWS's managed policies for it would also allow writing to every
 * log group.
 */
export function allowRuntime(role: IRole, { encryptionKey, vpc }: RuntimeOptions): void {
  encryptionKey?.grantDecrypt(role);
  if (vpc !== undefined) {
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: NETWORK_INTERFACE_ACTIONS, resources: ['*'] }),
    );
  }
  acknowledgeWildcards(
    role,
    ['*'],
    'X-Ray and the network interfaces of a function in a VPC do not support resource-level permissions.',
  );
}
