import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { StoredReply } from '../../app/reply-cache/services';
import { REPLY_TABLE_KEYS } from '../../contract';
import { parseJsonObject } from '../../core/json/json-object';
import type { CacheEntry } from '../../core/reply-cache/cache-entry';

type Item = Record<string, AttributeValue>;

export interface WrittenLease {
  readonly kind: 'leased' | 'given-up';
  /** The ID of the request. */
  readonly owner: string;
  readonly until: number;
}

/** `until` is in milliseconds since 1970, by which leases are judged. DynamoDB deletes items later, by `expiresAt`. */
export function writeLeaseItem(key: string, { kind, owner, until }: WrittenLease): Item {
  return {
    ...writeKeys(key, until),
    kind: { S: kind },
    owner: { S: owner },
    until: { N: String(until) },
  };
}

export function writeReplyItem(
  key: string,
  { reply: { headers, body }, storedAt, maxAgeSeconds }: StoredReply,
): Item {
  return {
    ...writeKeys(key, storedAt + maxAgeSeconds * 1000),
    kind: { S: 'reply' },
    storedAt: { N: String(storedAt) },
    headers: { S: JSON.stringify(headers) },
    body: { B: body },
  };
}

/** Undefined for an item that the router did not write. */
export function readReplyItem(item: Item): CacheEntry | undefined {
  const { kind, until, storedAt, headers, body } = item;
  switch (kind?.S) {
    case 'leased':
    case 'given-up':
      return { kind: kind.S, until: Number(until?.N) };
    case 'reply':
      return {
        kind: 'reply',
        storedAt: Number(storedAt?.N),
        reply: { headers: readHeaders(headers?.S), body: body?.B ?? new Uint8Array() },
      };
    default:
      return undefined;
  }
}

function writeKeys(key: string, expiresAtMillis: number): Item {
  return {
    [REPLY_TABLE_KEYS.key]: { S: key },
    [REPLY_TABLE_KEYS.expiresAt]: { N: String(Math.ceil(expiresAtMillis / 1000)) },
  };
}

function readHeaders(text = '{}'): Readonly<Record<string, string>> {
  const headers = Object.entries(parseJsonObject(text) ?? {});
  return Object.fromEntries(headers.map(([name, value]) => [name, String(value)]));
}
