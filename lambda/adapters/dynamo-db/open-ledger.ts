import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { composeHurriedClient } from '../hurried-client';
import { DynamoDbBudgetLedger } from './dynamo-db-budget-ledger';

/** The ledger with the client of the deployed function, which takes everything else from its environment. */
export function openLedger(tableName: string): DynamoDbBudgetLedger {
  return new DynamoDbBudgetLedger(new DynamoDBClient(composeHurriedClient()), tableName);
}
