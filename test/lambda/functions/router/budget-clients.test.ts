import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { serveAwsEmulators } from '../../../../local/aws-emulators';
import { BUDGET_TABLE } from '../../../../local/dynamo-db/emulator';
import { FUNCTION_BUNDLE } from '../../../../local/lambda/start-function';

/** As the bundle loads it, of the bytes that are deployed. */
const CLIENTS = join(FUNCTION_BUNDLE, '..', 'budget-clients');

beforeEach(() => {
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  return () => vi.unstubAllEnvs();
});

async function open() {
  const aws = await serveAwsEmulators();
  onTestFinished(() => aws.close());
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', aws.url);
  vi.stubEnv('AWS_ENDPOINT_URL_EVENTBRIDGE', aws.url);
  const { openLedger, openNotices } = require(CLIENTS);
  return { aws, openLedger, openNotices };
}

it('open the ledger and the bus at the endpoints of the environment', async () => {
  const { aws, openLedger, openNotices } = await open();
  const reserved = await openLedger(BUDGET_TABLE).reserve({
    account: { callerId: 'key1', period: '2026-11-21' },
    reservation: { id: 'a', nanoUsd: 800, expiresAt: 1_795_246_200 },
    limitNanoUsd: 1_000,
    forgetAt: 1_829_779_200,
  });
  expect(reserved).toMatchObject({ isReserved: true, entry: { committedNanoUsd: 800 } });
  await openNotices().publish({ threshold: 80 });
  expect(aws.eventBridge.journal).toMatchObject([{ Detail: '{"threshold":80}' }]);
});

it('put no event again whose answer was lost', async () => {
  const { aws, openNotices } = await open();
  aws.eventBridge.failures.plan({ kind: 'lost' });
  await expect(openNotices().publish({ threshold: 80 })).rejects.toThrow();
  expect(aws.eventBridge.journal).toHaveLength(1);
});
