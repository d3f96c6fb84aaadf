import { expect, it } from 'vitest';
import { CloudWatchBudgetTelemetry } from '../../../../lambda/adapters/telemetry/cloud-watch-budgets';
import { readLineSettings } from '../../../../lambda/adapters/telemetry/line-settings';
import { LineWriter } from '../../../../lambda/adapters/telemetry/line-writer';
import type { BudgetEvent } from '../../../../lambda/app/budgets/services';
import { captureOutput } from '../../../contract/capture-output';
import { composeCaller } from '../../../fakes/fake-budget-services';

const CALLER = composeCaller();
const PERIOD = '2026-11-21';
const NOTICE = {
  caller: 'claims-team',
  callerId: 'key1',
  period: PERIOD,
  limitUsd: 1,
  spentUsd: 0.8,
  threshold: 80,
} as const;
const NAMES = { caller: 'claims-team', caller_id: 'key1', period: PERIOD };

function record(event: BudgetEvent): readonly Record<string, unknown>[] {
  const telemetry = new CloudWatchBudgetTelemetry(new LineWriter(readLineSettings({})));
  return captureOutput(() => telemetry.recordBudgetEvent(event)).map((line) => JSON.parse(line));
}

it.each<[string, BudgetEvent, object, object]>([
  [
    'a threshold',
    { kind: 'threshold-reached', notice: NOTICE },
    { level: 'WARN', ...NAMES, limit_usd: 1, spent_usd: 0.8, threshold: 80 },
    { BudgetWarnings: 1, Caller: 'claims-team' },
  ],
  [
    'an overrun',
    { kind: 'overrun', caller: CALLER, period: PERIOD, reservedUsd: 0.1, chargedUsd: 0.2 },
    { level: 'WARN', ...NAMES, reserved_usd: 0.1, charged_usd: 0.2 },
    { BudgetOverruns: 1, Caller: 'claims-team' },
  ],
  [
    'released reservations',
    { kind: 'released', caller: CALLER, period: PERIOD, count: 3, usd: 0.3 },
    { level: 'WARN', ...NAMES, count: 3, released_usd: 0.3 },
    { BudgetReleases: 3, Caller: 'claims-team' },
  ],
  [
    'a cost that could not be recorded',
    {
      kind: 'unavailable',
      step: 'settle',
      caller: CALLER,
      period: PERIOD,
      unrecordedUsd: 0.5,
      cause: new Error('connect ECONNREFUSED'),
    },
    {
      level: 'ERROR',
      message: 'Cost of a request could not be recorded in the ledger',
      ...NAMES,
      unrecorded_usd: 0.5,
      cause: { name: 'Error', message: 'connect ECONNREFUSED' },
    },
    { BudgetErrors: 1 },
  ],
])('logs and counts %s', (_, event, line, counted) => {
  const [logged, emf] = record(event);
  expect(logged).toMatchObject(line);
  expect(emf).toMatchObject({ service: 'bedrock-tier-router', ...counted });
  expect(emf).not.toHaveProperty('Caller', undefined);
});

it('counts faults under the service alone, also after a caller was counted', () => {
  const telemetry = new CloudWatchBudgetTelemetry(new LineWriter(readLineSettings({})));
  const lines = captureOutput(() => {
    telemetry.recordBudgetEvent({ kind: 'threshold-reached', notice: NOTICE });
    const cause = new Error('down');
    const place = { caller: CALLER, period: PERIOD, unrecordedUsd: undefined, cause };
    telemetry.recordBudgetEvent({ kind: 'unavailable', step: 'reserve', ...place });
  }).map((line) => JSON.parse(line));
  const dimensions = lines
    .filter((line) => '_aws' in line)
    .map((line) => line['_aws'].CloudWatchMetrics[0].Dimensions);
  expect(dimensions).toEqual([[['service', 'Caller']], [['service']]]);
});
