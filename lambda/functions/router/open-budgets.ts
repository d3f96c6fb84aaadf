import { randomBytes } from 'node:crypto';
import type { Logger } from '@aws-lambda-powertools/logger';
import { PowertoolsBudgetTelemetry } from '../../adapters/telemetry/powertools-budget-telemetry';
import type {
  BudgetLedger,
  BudgetNotices,
  BudgetServices,
} from '../../app/budgets/budget-services';
import { loadOnce } from './load-once';

/** Short, because each stands in the account's item while its request is under way. */
const ID_BYTES = 8;

/**
 * Everything that budgets need. The clients of DynamoDB and EventBridge are loaded when the first request of a caller
 * with a budget wants them: nobody else pays for them with a slower start.
 */
export function openBudgets(tableName: string, logger: Logger): BudgetServices {
  return {
    ledger: loadLedger(tableName),
    notices: loadNotices(),
    telemetry: new PowertoolsBudgetTelemetry(logger),
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
