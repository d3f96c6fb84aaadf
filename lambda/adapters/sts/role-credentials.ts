import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { RoleConnection } from '../../core/connections/connection';
import type { Expiring } from '../aws-sdk/fresh-identity';

const DEFAULT_SESSION_NAME = 'bedrock-tier-router';

/** Assumes the role of a connection. @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export async function readRoleCredentials(
  client: STSClient,
  { roleArn, externalId, sessionName = DEFAULT_SESSION_NAME }: RoleConnection,
): Promise<AwsCredentialIdentity & Expiring> {
  const command = new AssumeRoleCommand({
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    ExternalId: externalId,
  });
  const { Credentials: credentials } = await client.send(command);
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || Expiration === undefined) {
    throw new Error(`AWS STS returned no credentials of ${roleArn}`);
  }
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    expiration: Expiration,
  };
}
