import { STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readRoleCredentials } from '../../../../lambda/adapters/sts/role-credentials';
import { type AwsEmulators, serveAwsEmulators } from '../../../../local/aws-emulators';
import { composeLocalClient } from '../../../../local/compose-local-client';

const ROLE = 'arn:aws:iam::444455556666:role/bedrock';

let aws: AwsEmulators;
let client: STSClient;
beforeAll(async () => {
  aws = await serveAwsEmulators();
  client = new STSClient(composeLocalClient(aws.url));
});
beforeEach(() => {
  aws.sts.journal.length = 0;
  aws.sts.roles.clear();
});
afterAll(async () => {
  client.destroy();
  await aws.close();
});

describe('the credentials of a role', () => {
  it('are read under the router’s session name, and say when they end', async () => {
    aws.sts.roles.set(ROLE, { lifetimeSeconds: 900 });
    const before = Date.now();
    const credentials = await readRoleCredentials(client, { roleArn: ROLE });
    expect(credentials).toEqual({
      accessKeyId: 'ASIALOCAL1',
      secretAccessKey: expect.any(String),
      sessionToken: expect.any(String),
      expiration: expect.any(Date),
    });
    expect(credentials.expiration.getTime()).toBeGreaterThanOrEqual(before + 900_000);
    expect(aws.sts.journal).toEqual([
      { roleArn: ROLE, sessionName: 'bedrock-tier-router', externalId: undefined },
    ]);
  });

  it('are read with an external ID and a session name', async () => {
    aws.sts.roles.set(ROLE, { externalId: 'contract-7' });
    const named = { roleArn: ROLE, externalId: 'contract-7', sessionName: 'claims' };
    await readRoleCredentials(client, named);
    expect(aws.sts.journal).toEqual([named]);
  });

  it('are refused without the external ID', async () => {
    aws.sts.roles.set(ROLE, { externalId: 'contract-7' });
    const reading = readRoleCredentials(client, { roleArn: ROLE });
    await expect(reading).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
