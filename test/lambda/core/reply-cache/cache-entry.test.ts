import { describe, expect, it } from 'vitest';
import { type CacheEntry, judgeEntry } from '../../../../lambda/core/reply-cache/cache-entry';

const NOW = 1_795_900_000_000;
const AT = { now: NOW, maxAgeSeconds: 60 };
const REPLY = { headers: {}, body: new Uint8Array() };

describe('an entry', () => {
  it.each([
    [0, 0],
    [999, 0],
    [12_999, 12],
    [60_000, 60],
    [-60_000, 0],
  ])('with a reply of %d ms has an age of %d s', (ageMillis, ageSeconds) => {
    const entry: CacheEntry = { kind: 'reply', reply: REPLY, storedAt: NOW - ageMillis };
    expect(judgeEntry(entry, AT)).toEqual({ kind: 'hit', reply: REPLY, ageSeconds });
  });

  it.each([60_001, -60_001, Number.NaN])('with a reply of %d ms is absent', (ageMillis) => {
    const entry: CacheEntry = { kind: 'reply', reply: REPLY, storedAt: NOW - ageMillis };
    expect(judgeEntry(entry, AT)).toEqual({ kind: 'absent' });
  });

  it.each([
    ['leased', 1, 'leased'],
    ['leased', 30_000, 'leased'],
    ['leased', 30_001, 'absent'],
    ['leased', 0, 'absent'],
    ['leased', Number.NaN, 'absent'],
    ['given-up', 2_000, 'given-up'],
    ['given-up', 0, 'absent'],
  ] as const)('that is %s for %d ms is %s', (kind, restMillis, judged) => {
    expect(judgeEntry({ kind, until: NOW + restMillis }, AT)).toEqual({ kind: judged });
  });

  it('is absent if there is none', () => {
    expect(judgeEntry(undefined, AT)).toEqual({ kind: 'absent' });
  });
});
