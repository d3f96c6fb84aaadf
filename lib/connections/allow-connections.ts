import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { DeploymentPlace } from '../functions/model-resources';
import type { Connections } from './check-connections';
import type { RouterConnection } from './router-connection';

/** Lists where the function calls Bedrock with its own role: in the Region of the stack, and in those of connections. */
export function listBedrockPlaces(
  { partition, account, region }: DeploymentPlace,
  connections: Connections,
): readonly DeploymentPlace[] {
  const regions = Object.values(connections).flatMap(({ _value }) => {
    const isOwnRole = _value.roleArn === undefined && _value.apiKeySecretArn === undefined;
    return isOwnRole ? (_value.region ?? []) : [];
  });
  return [...new Set([region, ...regions])].map((each) => ({ partition, account, region: each }));
}

/**
 * Allows a role to use what connections refer to. For the connections that it uses as itself see {@link listBedrockPlaces}.
 *
 * | Connection | Permission                                                      |
 * |------------|-----------------------------------------------------------------|
 * | a role     | `sts:AssumeRole` on that role; the role has its own permissions |
 * | an API key | `secretsmanager:GetSecretValue` on that secret                  |
 */
export function allowConnections(role: Role, connections: Connections): void {
  for (const { _value, _secret } of Object.values(connections)) {
    if (_value.roleArn !== undefined) allowAssume(role, _value.roleArn);
    if (_secret !== undefined) allowSecret(role, _secret);
  }
}

function allowAssume(role: Role, roleArn: string): void {
  const resources = [roleArn];
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['sts:AssumeRole'], resources }));
}

function allowSecret(role: Role, secret: NonNullable<RouterConnection['_secret']>): void {
  // A secret that was found by its name has no full ARN; Secrets Manager adds a hyphen and six characters.
  const arn = secret.secretFullArn ?? `${secret.secretArn}-??????`;
  const actions = ['secretsmanager:GetSecretValue'];
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources: [arn] }));
  secret.encryptionKey?.grantDecrypt(role);
}
