/**
 * The client of the reply cache, in a bundle of its own: it would slow every cold start. The first request whose operation
 * has the setting loads it.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { composeReplyCacheClient } from '../../adapters/aws-sdk/time-limited-client';
import { DynamoDbReplyCache } from '../../adapters/dynamo-db/reply-cache';
import type { ReplyCache } from '../../app/reply-cache/services';

export function openReplyTable(tableName: string): ReplyCache {
  return new DynamoDbReplyCache(new DynamoDBClient(composeReplyCacheClient()), tableName);
}
