import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcards } from '../cdk/acknowledge-finding';
import { allowBedrock, type BedrockAccessBounds } from '../functions/bedrock-access';
import type { Connections } from './check-connections';
import type { RouterConnection } from './router-connection';

/**
 * Allows a role to use the connections.
 *
 * | Connection                          | Permission                                                      |
 * |-------------------------------------|-----------------------------------------------------------------|
 * | a Region, an endpoint in a Region   | the allowed models on the allowed tiers, in that Region         |
 * | a role                              | `sts:AssumeRole` on that role; the role has its own permissions |
 * | an API key                          | `secretsmanager:GetSecretValue` on that secret                  |
 */
export function allowConnections(
  role: Role,
  connections: Connections,
  bounds: BedrockAccessBounds,
): void {
  for (const connection of Object.values(connections)) allow(role, connection, bounds);
}

function allow(role: Role, connection: RouterConnection, bounds: BedrockAccessBounds): void {
  const { region, roleArn } = connection._value;
  if (roleArn !== undefined) {
    const resources = [roleArn];
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources }));
  } else if (connection._secret !== undefined) {
    allowSecret(role, connection._secret);
  } else if (region !== undefined) {
    allowRegion(role, region, bounds);
  }
}

function allowSecret(role: Role, secret: NonNullable<RouterConnection['_secret']>): void {
  // A secret that was found by its name has no full ARN; Secrets Manager adds a hyphen and six characters.
  const arn = secret.secretFullArn ?? `${secret.secretArn}-??????`;
  const actions = ['secretsmanager:GetSecretValue'];
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [arn] }));
  secret.encryptionKey?.grantDecrypt(role);
}

function allowRegion(role: Role, region: string, bounds: BedrockAccessBounds): void {
  const { partition, account } = Stack.of(role);
  for (const statement of allowBedrock(bounds, { partition, account, region })) {
    role.addToPrincipalPolicy(statement);
    acknowledgeWildcards(
      role,
      statement.resources,
      'allowedModels requires it, as in the Region of the stack: models behind an inference profile.',
    );
  }
}
