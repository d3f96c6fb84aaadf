import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readApiKey } from '../../../../lambda/adapters/secrets-manager/api-key';
import { type AwsEmulators, serveAwsEmulators } from '../../../../local/aws-emulators';
import { composeLocalClient } from '../../../../local/compose-local-client';

const SECRET = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:bedrock-key-a1b2c3';

let aws: AwsEmulators;
let client: SecretsManagerClient;
beforeAll(async () => {
  aws = await serveAwsEmulators();
  client = new SecretsManagerClient(composeLocalClient(aws.url));
});
afterAll(async () => {
  client.destroy();
  await aws.close();
});

describe('an API key', () => {
  it('is the text of its secret without white space, for a quarter of an hour', async () => {
    aws.secretsManager.secrets.set(SECRET, ' bedrock-api-key-1\n');
    const before = Date.now();
    const { token, expiration } = await readApiKey(client, SECRET);
    expect(token).toBe('bedrock-api-key-1');
    expect(expiration.getTime()).toBeGreaterThanOrEqual(before + 900_000);
  });

  it.each([
    ['that is empty', '\n', 'the secret has no text'],
    ['that does not exist', undefined, 'find the specified secret'],
  ])('of a secret %s cannot be read', async (_, text, problem) => {
    aws.secretsManager.secrets.delete(SECRET);
    if (text !== undefined) aws.secretsManager.secrets.set(SECRET, text);
    await expect(readApiKey(client, SECRET)).rejects.toThrow(problem);
  });
});
