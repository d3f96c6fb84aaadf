import type { JsonObject } from '../lambda/core/json/json-object';
import type { JournalEntry } from '../local/bedrock/journal';
import type { DynamoDbCall } from '../local/dynamo-db/emulator';
import { checkLimits } from './check-limits';
import { checkRefusals } from './check-refusals';
import { checkReservations } from './check-reservations';
import { checkSpending } from './check-spending';
import type { LedgerRow } from './ledger-row';
import type { SoakAnswer } from './send-soak-request';
import type { SoakCaller } from './soak-callers';
import type { SoakLimits } from './soak-limits';

/** What became of the callers' money in one round. */
export interface RoundBudgets {
  readonly limits: SoakLimits;
  /** Every write that reached DynamoDB, done or not. */
  readonly calls: readonly DynamoDbCall[];
  /** Of the log, all that speak of budgets. */
  readonly lines: readonly JsonObject[];
  readonly before: readonly LedgerRow[];
  readonly after: readonly LedgerRow[];
}

export interface BudgetedRound {
  readonly callers: readonly SoakCaller[];
  readonly answers: readonly SoakAnswer[];
  readonly receipts: readonly JsonObject[];
  readonly entries: readonly JournalEntry[];
  readonly budgets: RoundBudgets;
}

/** What is wrong with the callers' budgets after a round, by what docs/budgets.md promises. */
export function checkBudgets(round: BudgetedRound): readonly string[] {
  return [
    ...checkLimits(round),
    ...checkSpending(round),
    ...checkReservations(round),
    ...checkRefusals(round),
  ];
}
