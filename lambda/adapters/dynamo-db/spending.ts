import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { BUDGET_TABLE_KEYS } from '../../contract';
import type { Account } from '../../core/budgets/ledger-entry';
import { readItem } from './ledger-item';

/** What callers have spent, for those who only look. */
export class DynamoDbSpending {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Reservations of requests under way do not count. */
  async readSpentNanoUsd({ callerId, period }: Account, abortSignal: AbortSignal): Promise<number> {
    const command = new GetItemCommand({
      TableName: this.#tableName,
      Key: {
        [BUDGET_TABLE_KEYS.caller]: { S: callerId },
        [BUDGET_TABLE_KEYS.period]: { S: period },
      },
    });
    const { Item: item } = await this.#client.send(command, { abortSignal });
    return readItem(item, 0).spentNanoUsd;
  }
}
