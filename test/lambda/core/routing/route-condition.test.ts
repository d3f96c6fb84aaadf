import { describe, expect, it } from 'vitest';
import { type ConditionFacts, holds } from '../../../../lambda/core/routing/route-condition';
import type { RouteCondition } from '../../../../lambda/core/settings/operation/operation-settings';
import { composePolicy } from '../../../fakes/compose-policy';
import { readRequest } from '../../../fakes/request';

const read = (body: string) => () => readRequest(body);

const FACTS: ConditionFacts = {
  read: read('{"messages":[]}'),
  wire: { action: 'converse', isStreaming: false },
  caller: undefined,
  metadata: {},
  now: () => 0,
};

const of = (changes: Partial<ConditionFacts>) => ({ ...FACTS, ...changes });

describe('a condition on the prompt', () => {
  /** Twelve characters around the text. */
  const prompt = (bytes: number) => ({ read: read(`{"messages":"${'x'.repeat(bytes - 15)}"}`) });
  const IMAGE = `{"image":{"format":"png","source":{"bytes":"${'A'.repeat(80_000)}"}}}`;

  it.each([
    [100, 400, false],
    [100, 401, true],
    [0, 15, true],
  ])(
    'of more than %d tokens counts four bytes of text a token: %d bytes are %j',
    (promptTokensAbove, bytes, isMet) => {
      expect(holds({ promptTokensAbove }, of(prompt(bytes)))).toBe(isMet);
    },
  );

  it('counts an image as 5,000 tokens, whatever its bytes are', () => {
    const facts = of({ read: read(`{"messages":[{"role":"user","content":[${IMAGE}]}]}`) });
    expect(holds({ promptTokensAbove: 5_000 }, facts)).toBe(true);
    expect(holds({ promptTokensAbove: 5_100 }, facts)).toBe(false);
  });
});

describe('a condition on the hour', () => {
  const at = (time: string) => of({ now: () => Date.parse(time) });

  it.each<[string, { from: number; to: number }, string | undefined, boolean]>([
    ['2026-11-28T21:59:59Z', { from: 22, to: 6 }, undefined, false],
    ['2026-11-28T22:00:00Z', { from: 22, to: 6 }, undefined, true],
    ['2026-11-29T00:00:00Z', { from: 22, to: 6 }, undefined, true],
    ['2026-11-29T05:59:59Z', { from: 22, to: 6 }, undefined, true],
    ['2026-11-29T06:00:00Z', { from: 22, to: 6 }, undefined, false],
    ['2026-11-28T08:00:00Z', { from: 8, to: 18 }, undefined, true],
    ['2026-11-28T18:00:00Z', { from: 8, to: 18 }, undefined, false],
    ['2026-11-28T23:59:59Z', { from: 18, to: 24 }, undefined, true],
    ['2026-11-29T00:00:00Z', { from: 18, to: 24 }, undefined, false],
    // Berlin is one hour ahead in winter, and two in summer.
    ['2026-01-15T20:59:59Z', { from: 22, to: 6 }, 'Europe/Berlin', false],
    ['2026-01-15T21:00:00Z', { from: 22, to: 6 }, 'Europe/Berlin', true],
    ['2026-07-15T20:00:00Z', { from: 22, to: 6 }, 'Europe/Berlin', true],
    ['2026-07-15T19:59:59Z', { from: 22, to: 6 }, 'Europe/Berlin', false],
    // The clocks go forward from 2 to 3 o'clock on 29 March, and back from 3 to 2 on 25 October.
    ['2026-03-29T00:59:59Z', { from: 2, to: 3 }, 'Europe/Berlin', false],
    ['2026-03-29T01:00:00Z', { from: 2, to: 3 }, 'Europe/Berlin', false],
    ['2026-10-25T00:30:00Z', { from: 2, to: 3 }, 'Europe/Berlin', true],
    ['2026-10-25T01:30:00Z', { from: 2, to: 3 }, 'Europe/Berlin', true],
    ['2026-10-25T02:00:00Z', { from: 2, to: 3 }, 'Europe/Berlin', false],
    // India is five hours and a half ahead.
    ['2026-11-28T16:29:59Z', { from: 22, to: 24 }, 'Asia/Kolkata', false],
    ['2026-11-28T16:30:00Z', { from: 22, to: 24 }, 'Asia/Kolkata', true],
  ])('at %s within %j of %s is %j', (time, hours, timeZone, isMet) => {
    expect(holds({ hours, timeZone }, at(time))).toBe(isMet);
  });
});

describe('a condition', () => {
  const claims = { id: 'key-1', policy: composePolicy({ name: 'claims' }) };

  it.each<[RouteCondition, Partial<ConditionFacts>, boolean]>([
    [{ stream: true }, { wire: { action: 'converse-stream', isStreaming: true } }, true],
    [{ stream: true }, {}, false],
    [{ stream: false }, {}, true],
    [{ caller: ['invoices', 'claims'] }, { caller: claims }, true],
    [{ caller: ['invoices'] }, { caller: claims }, false],
    [{ caller: ['claims'] }, {}, false],
    [{ metadata: { team: 'x' } }, { metadata: { team: 'x', batch: '1' } }, true],
    [{ metadata: { team: 'x', batch: '2' } }, { metadata: { team: 'x', batch: '1' } }, false],
    [{ metadata: { constructor: 'x' } }, {}, false],
    [{ stream: false, caller: ['claims'] }, { caller: claims }, true],
    [{ stream: false, caller: ['claims'] }, {}, false],
  ])('%j of %j is %j', (condition, changes, isMet) => {
    expect(holds(condition, of(changes))).toBe(isMet);
  });

  it('reads no body if another member does not hold', () => {
    const facts = of({
      read: () => {
        throw new Error('the body is read');
      },
    });
    expect(holds({ stream: true, promptTokensAbove: 1 }, facts)).toBe(false);
  });
});
