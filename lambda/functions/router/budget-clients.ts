/**
 * The clients of budgets, in a bundle of their own. In the function's bundle they would slow every cold start, even if no
 * caller has a budget. The first request of a caller with a budget loads them.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  composeSingleCallClient,
  composeTimeLimitedClient,
} from '../../adapters/aws-sdk/time-limited-client';
import { DynamoDbBudgetLedger } from '../../adapters/dynamo-db/budget-ledger';
import { EventBridgeBudgetNotices } from '../../adapters/event-bridge/budget-notices';
import type { BudgetLedger, BudgetNotices } from '../../app/budgets/services';

export function openLedger(tableName: string): BudgetLedger {
  return new DynamoDbBudgetLedger(new DynamoDBClient(composeTimeLimitedClient()), tableName);
}

export function openNotices(): BudgetNotices {
  return new EventBridgeBudgetNotices(new EventBridgeClient(composeSingleCallClient()));
}
