import type { JsonObject } from '../../lambda/core/json/json-object';
import type { JournalEntry } from '../../local/bedrock/journal';
import type { DynamoDbCall } from '../../local/dynamo-db/emulator';
import type { SoakLimits } from '../ledger/limits';
import type { LedgerRow } from '../ledger/row';
import type { SoakCaller } from '../traffic/callers';
import type { SoakAnswer } from '../traffic/send-request';

/** What is known of the requests of one round after all of them have ended. */
export interface FinishedRound {
  readonly callers: readonly SoakCaller[];
  readonly answers: readonly SoakAnswer[];
  readonly receipts: readonly JsonObject[];
  /** Lines of metrics that belong to requests. */
  readonly metrics: readonly JsonObject[];
  /** Calls that arrived at Bedrock. */
  readonly entries: readonly JournalEntry[];
  readonly budgets: RoundBudgets;
}

/** The budgets of the callers before, during and after one round. */
export interface RoundBudgets {
  readonly limits: SoakLimits;
  /** Writes that arrived at DynamoDB, successful or not. */
  readonly calls: readonly DynamoDbCall[];
  /** Budget lines of the log. */
  readonly lines: readonly JsonObject[];
  readonly before: readonly LedgerRow[];
  readonly after: readonly LedgerRow[];
  /** Whether a process stood still for so long that calls may have timed out that were answered in time. */
  readonly wasStalled: boolean;
}
