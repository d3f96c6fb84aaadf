import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { TokenIdentity } from '@smithy/types';
import { TIMES } from '../../core/settings/times';
import type { Expiring } from '../aws-sdk/fresh-identity';

/**
 * Reads a Bedrock API key. A key says nothing of its end, so that it is read again from time to time: a rotated one is in
 * use soon.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
 */
export async function readApiKey(
  client: SecretsManagerClient,
  secretArn: string,
): Promise<TokenIdentity & Expiring> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  const token = SecretString?.trim() ?? '';
  if (token === '') throw new Error('the secret has no text');
  return { token, expiration: new Date(Date.now() + TIMES.apiKeyMillis) };
}
