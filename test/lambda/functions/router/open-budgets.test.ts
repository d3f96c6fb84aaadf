import { expect, it, onTestFinished, vi } from 'vitest';
import { readLineSettings } from '../../../../lambda/adapters/telemetry/line-settings';
import { LineWriter } from '../../../../lambda/adapters/telemetry/line-writer';
import { startPersistence } from '../../../../lambda/app/budgets/persist';
import { openBudgets } from '../../../../lambda/functions/router/open-budgets';
import { serveAwsEmulators } from '../../../../local/aws-emulators';
import { BUDGET_TABLE } from '../../../../local/dynamo-db/emulator';

const ACCOUNT = { callerId: 'key1', period: '2026-11-21' };
const RESERVATION = { id: 'a', nanoUsd: 800, expiresAt: 1_795_246_200 };

it('hands every step to the clients that it loads', async () => {
  const aws = await serveAwsEmulators();
  const environment = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: aws.url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: aws.url,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await aws.close();
  });
  const { ledger, notices } = openBudgets(BUDGET_TABLE, new LineWriter(readLineSettings({})));
  const place = { account: ACCOUNT, limitNanoUsd: 1_000, forgetAt: 1_829_779_200 };
  await ledger.reserve({ ...place, reservation: RESERVATION });
  await ledger.cleanUp(ACCOUNT, { expired: [RESERVATION], forgotten: [], settled: [] });
  expect(await ledger.settle(ACCOUNT, RESERVATION, 300)).toMatchObject({ spentNanoUsd: 300 });
  expect(await ledger.noteWarning(ACCOUNT, { ...place, threshold: 80, publisher: 'a' })).toBe(true);
  const notice = { caller: 'a', ...ACCOUNT, limitUsd: 1, spentUsd: 0.8, threshold: 80 } as const;
  await notices.publish(notice);
  expect(aws.eventBridge.journal).toMatchObject([{ Detail: JSON.stringify(notice) }]);
});

it('names each request anew', () => {
  const { newId } = openBudgets(BUDGET_TABLE, new LineWriter(readLineSettings({})));
  const ids = Array.from({ length: 100 }, newId);
  expect(new Set(ids).size).toBe(100);
  expect(ids.every((id) => /^[0-9a-f]{16}$/.test(id))).toBe(true);
});

it.each([60_000, 4_999.7, 0.4, -0.4])(
  'a settlement starts with %d ms of the function left',
  (millis) => {
    const { timers } = openBudgets(BUDGET_TABLE, new LineWriter(readLineSettings({})));
    expect(startPersistence(timers, millis).signal.aborted).toBe(false);
  },
);
