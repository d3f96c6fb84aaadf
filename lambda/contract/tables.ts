/** Attributes of the DynamoDB table of budgets: partition key, sort key, and when an item expires. */
export const BUDGET_TABLE_KEYS = {
  caller: 'caller',
  period: 'period',
  expiresAt: 'expiresAt',
} as const;

/** Attributes of the DynamoDB table of cached replies: partition key, and when an item expires. */
export const REPLY_TABLE_KEYS = { key: 'key', expiresAt: 'expiresAt' } as const;
