import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { RouterConnection } from '../lib';
import type { Config } from './config-schema';
import type { ConnectionConfig } from './connection-schema';

/** Makes the connections of the configuration. Secrets are named by their full ARNs, and are not created. */
export function importConnections(scope: Construct, connections: Config['connections'] = {}) {
  const made = Object.entries(connections).map(
    ([name, connection]) => [name, makeConnection(scope, name, connection)] as const,
  );
  return made.length === 0 ? {} : { connections: Object.fromEntries(made) };
}

function makeConnection(
  scope: Construct,
  name: string,
  { roleArn, endpoint, apiKeySecretArn, region, ...role }: ConnectionConfig,
): RouterConnection {
  const place = region === undefined ? {} : { region };
  if (roleArn !== undefined) return RouterConnection.role(roleArn, { ...role, ...place });
  if (endpoint !== undefined) return RouterConnection.endpoint(endpoint, place);
  if (apiKeySecretArn !== undefined) {
    const secret = Secret.fromSecretCompleteArn(scope, `Connection-${name}`, apiKeySecretArn);
    return RouterConnection.apiKey(secret, place);
  }
  return RouterConnection.region(region ?? '');
}
