import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, it, onTestFinished } from 'vitest';
import { composeLocalClient } from '../../../local/compose-local-client';
import { serveOnLoopback } from '../../../local/loopback-server';
import { StsEmulator } from '../../../local/sts/emulator';

it('says who calls, which is no call of AssumeRole', async () => {
  const emulator = new StsEmulator();
  emulator.failures.plan({ operation: 'AssumeRole', kind: 'throttle' });
  const server = await serveOnLoopback(emulator.listener);
  onTestFinished(() => server.close());
  const client = new STSClient(composeLocalClient(server.url));
  expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: '111122223333',
    Arn: 'arn:aws:iam::111122223333:user/local',
  });
  expect(emulator.journal).toEqual([]);
});
