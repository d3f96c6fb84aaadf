import { describe, expect, it } from 'vitest';
import { DynamoDbReplyCache } from '../../../../lambda/adapters/dynamo-db/reply-cache';
import type { ReplyCache } from '../../../../lambda/app/reply-cache/services';
import { REPLY_TABLE } from '../../../../local/dynamo-db/emulator';
import { startDynamoDb } from '../../../contract/start-budget-ledger';
import { MemoryReplyCache } from '../../app/reply-cache/memory-reply-cache';

/** Every implementation of the port, each empty. */
const CACHES = [
  ['MemoryReplyCache', async () => new MemoryReplyCache()],
  [
    'DynamoDbReplyCache on dynalite',
    async () => new DynamoDbReplyCache((await startDynamoDb()).client, REPLY_TABLE),
  ],
] as const satisfies readonly (readonly [string, () => Promise<ReplyCache>])[];

const NOW = 1_795_900_000_000;
const UNTIL = NOW + 30_000;
const BODY = new Uint8Array([0x7b, 0xff, 0x7d]);
const REPLY = { headers: { 'content-type': 'application/json' }, body: BODY };

const by = (owner: string, changes: object = {}) => ({
  ...{ owner, now: NOW, until: UNTIL, oldestStoredAt: NOW - 60_000 },
  ...changes,
});
const store = (cache: ReplyCache, storedAt: number) =>
  cache.store('key', { reply: REPLY, storedAt, maxAgeSeconds: 60 });

describe.each(CACHES)('%s', (_, start) => {
  it('has nothing at first', async () => {
    expect(await (await start()).read('key')).toBeUndefined();
  });

  it('keeps a reply to the byte, under its key alone', async () => {
    const cache = await start();
    await store(cache, NOW);
    expect(await cache.read('key')).toEqual({ kind: 'reply', storedAt: NOW, reply: REPLY });
    expect(await cache.read('other')).toBeUndefined();
  });

  it('gives the lease to one of many', async () => {
    const cache = await start();
    const asked = Array.from({ length: 9 }, (__, index) => cache.lease('key', by(String(index))));
    expect((await Promise.all(asked)).filter(Boolean)).toHaveLength(1);
    expect(await cache.read('key')).toEqual({ kind: 'leased', until: UNTIL });
  });

  it.each([
    ['whose time has ended', { now: UNTIL, until: UNTIL + 30_000 }, true],
    ['whose time has nearly ended', { now: UNTIL - 1, until: UNTIL + 29_999 }, false],
    ['that a wrong clock wrote', { now: NOW - 1, until: UNTIL - 1 }, true],
  ])('of a lease %s, another one is had: %j %j', async (__, changes, isHad) => {
    const cache = await start();
    await cache.lease('key', by('first'));
    expect(await cache.lease('key', by('second', changes))).toBe(isHad);
  });

  it.each([
    ['just not too old', NOW - 60_000, false],
    ['too old', NOW - 60_001, true],
    ['of a clock that is a minute ahead', NOW + 60_000, false],
    ['of a clock that is wrong', NOW + 60_001, true],
  ])('beside a reply that is %s, a lease is had: %j %j', async (__, storedAt, isHad) => {
    const cache = await start();
    await store(cache, storedAt);
    expect(await cache.lease('key', by('first'))).toBe(isHad);
  });

  it('ends a lease for its owner alone', async () => {
    const cache = await start();
    await cache.lease('key', by('first'));
    await cache.endLease('key', { owner: 'second', givenUpUntil: NOW + 2_000 });
    expect(await cache.read('key')).toMatchObject({ kind: 'leased' });
    await cache.endLease('key', { owner: 'first', givenUpUntil: NOW + 2_000 });
    expect(await cache.read('key')).toEqual({ kind: 'given-up', until: NOW + 2_000 });
    expect(await cache.lease('key', by('second'))).toBe(false);
    expect(await cache.lease('key', by('second', { now: NOW + 2_000 }))).toBe(true);
  });

  it('replaces a lease by a reply, which the end of the lease leaves', async () => {
    const cache = await start();
    await cache.lease('key', by('first'));
    await store(cache, NOW);
    await cache.endLease('key', { owner: 'first', givenUpUntil: NOW });
    expect(await cache.read('key')).toMatchObject({ kind: 'reply' });
  });
});
