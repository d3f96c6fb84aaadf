import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchBudgetTelemetry } from '../../adapters/telemetry/cloud-watch-budgets';
import type { LineWriter } from '../../adapters/telemetry/line-writer';
import { rememberSilence } from '../../app/budgets/remember-silence';
import type { BudgetLedger, BudgetNotices, BudgetServices } from '../../app/budgets/services';
import { abortAfter } from '../../app/deadline';
import { loadOnce } from './load-once';

/** IDs are short because the item of an account holds one for each request in progress. */
const ID_BYTES = 8;

/**
 * Composes the services of budgets. The first request of a caller with a budget loads the clients of DynamoDB and
 * EventBridge, so that they slow no other start.
 */
export function openBudgets(tableName: string, lines: LineWriter): BudgetServices {
  return {
    ledger: rememberSilence(loadLedger(tableName), () => performance.now()),
    notices: loadNotices(),
    telemetry: new CloudWatchBudgetTelemetry(lines),
    timers: {
      clock: () => performance.now(),
      pause: (mostMillis) => sleep(Math.random() * mostMillis),
      limit: abortAfter,
    },
    now: Date.now,
    newId: () => randomBytes(ID_BYTES).toString('hex'),
  };
}

const loadClients = loadOnce(() => import('./budget-clients'));

function loadLedger(tableName: string): BudgetLedger {
  const load = loadOnce(async () => (await loadClients()).openLedger(tableName));
  return {
    reserve: async (request) => (await load()).reserve(request),
    settle: async (...settlement) => (await load()).settle(...settlement),
    cleanUp: async (...cleanup) => (await load()).cleanUp(...cleanup),
    noteWarning: async (...warning) => (await load()).noteWarning(...warning),
  };
}

function loadNotices(): BudgetNotices {
  const load = loadOnce(async () => (await loadClients()).openNotices());
  return { publish: async (notice) => (await load()).publish(notice) };
}
