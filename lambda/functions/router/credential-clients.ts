/**
 * The clients of AWS STS and Secrets Manager, in a bundle of their own: they would slow every cold start. The first call by a
 * connection with a role or an API key loads it.
 */
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import { composeTimeLimitedClient } from '../../adapters/aws-sdk/time-limited-client';
import { readApiKey } from '../../adapters/secrets-manager/api-key';
import { readRoleCredentials } from '../../adapters/sts/role-credentials';
import type { RoleConnection } from '../../core/connections/connection';

/** @param region in which the role is assumed, so that an outage of the router's own Region does not matter there */
export function assumeRole(connection: RoleConnection, region: string | undefined) {
  const client = new STSClient({ ...composeTimeLimitedClient(), ...(region && { region }) });
  return () => readRoleCredentials(client, connection);
}

export function readKey(secretArn: string) {
  const client = new SecretsManagerClient(composeTimeLimitedClient());
  return () => readApiKey(client, secretArn);
}
