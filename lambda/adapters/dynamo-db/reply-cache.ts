import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  type PutItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type {
  LeaseEnd,
  LeaseRequest,
  ReplyCache,
  StoredReply,
} from '../../app/reply-cache/services';
import { REPLY_TABLE_KEYS } from '../../contract';
import type { CacheEntry } from '../../core/reply-cache/cache-entry';
import { TIMES } from '../../core/settings/times';
import { readReplyItem, writeLeaseItem, writeReplyItem } from './reply-item';

type Condition = Pick<
  PutItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

/**
 * Cached replies in a DynamoDB table, with one item for each key: a reply, or the lease of the request that asks for one.
 * Reads are eventually consistent, which costs half; a reply that a request does not see yet is seen by its next look.
 */
export class DynamoDbReplyCache implements ReplyCache {
  readonly #client: DynamoDBClient;
  readonly #tableName: string;

  constructor(client: DynamoDBClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async read(key: string): Promise<CacheEntry | undefined> {
    const input = { TableName: this.#tableName, Key: { [REPLY_TABLE_KEYS.key]: { S: key } } };
    const { Item } = await this.#client.send(new GetItemCommand(input));
    return Item && readReplyItem(Item);
  }

  lease(key: string, { owner, now, until, oldestStoredAt }: LeaseRequest): Promise<boolean> {
    const newestStoredAt = now + TIMES.clockToleranceSeconds * 1000;
    return this.#put(writeLeaseItem(key, { kind: 'leased', owner, until }), {
      ConditionExpression:
        'attribute_not_exists(#key) OR #until <= :now OR #until > :until OR #storedAt < :oldest OR #storedAt > :newest',
      ExpressionAttributeNames: {
        '#key': REPLY_TABLE_KEYS.key,
        '#until': 'until',
        '#storedAt': 'storedAt',
      },
      ExpressionAttributeValues: {
        ':now': { N: String(now) },
        ':until': { N: String(until) },
        ':oldest': { N: String(oldestStoredAt) },
        ':newest': { N: String(newestStoredAt) },
      },
    });
  }

  async store(key: string, stored: StoredReply): Promise<void> {
    await this.#put(writeReplyItem(key, stored), {});
  }

  async endLease(key: string, { owner, givenUpUntil }: LeaseEnd): Promise<void> {
    await this.#put(writeLeaseItem(key, { kind: 'given-up', owner, until: givenUpUntil }), {
      ConditionExpression: '#owner = :owner',
      ExpressionAttributeNames: { '#owner': 'owner' },
      ExpressionAttributeValues: { ':owner': { S: owner } },
    });
  }

  /** False if the condition does not hold. */
  async #put(item: PutItemCommandInput['Item'], condition: Condition): Promise<boolean> {
    const command = new PutItemCommand({ TableName: this.#tableName, Item: item, ...condition });
    try {
      await this.#client.send(command);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
