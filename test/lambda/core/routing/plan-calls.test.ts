import { describe, expect, it } from 'vitest';
import type { BedrockAction } from '../../../../lambda/core/wire/bedrock-action';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { type PlanOptions, plan, shorten } from '../../../fakes/plan';

/** Each call as `primary N:flex`. */
function list(text: string, options: PlanOptions = {}): readonly string[] {
  const { calls } = plan(text, options);
  return calls.map(({ candidate, reason }) => `${reason} ${shorten(candidate)}`);
}

const PRIORITY = { headers: { 'x-amzn-bedrock-service-tier': 'priority' } };
const STRICT = { headers: { 'x-router-strict-tier': 'true' } };

describe.each<BedrockAction>(['converse', 'converse-stream'])('the calls of %s', (action) => {
  it.each<readonly [string, PlanOptions, readonly string[]]>([
    ['N', {}, ['primary N']],
    ['N:flex', {}, ['primary N:flex', 'without-tier N']],
    [
      'N:flex > N > gemma:flex',
      {},
      ['primary N:flex', 'fallback N', 'fallback gemma:flex', 'without-tier gemma'],
    ],
    ['N:flex > N:priority', {}, ['primary N:flex', 'without-tier N', 'fallback N:priority']],
    [
      'N:flex > N > gemma:flex > gemma',
      PRIORITY,
      ['primary N:priority', 'without-tier N', 'fallback gemma:priority', 'without-tier gemma'],
    ],
    ['N:flex > N > gemma', STRICT, ['primary N:flex']],
    ['N:flex > gemma:flex', { tiers: ['flex'] }, ['primary N:flex', 'fallback gemma:flex']],
    [
      'N:flex@eu > N:flex > N@eu',
      {},
      ['primary N:flex@eu', 'fallback N:flex', 'without-tier N', 'fallback N@eu'],
    ],
    [
      'N:flex@eu > N > N@eu',
      PRIORITY,
      ['primary N:priority@eu', 'without-tier N@eu', 'fallback N:priority', 'without-tier N'],
    ],
  ])('along %s with %j', (text, options, calls) => {
    expect(list(text, { action, ...options })).toEqual(calls);
  });
});

describe.each<BedrockAction>(['invoke', 'invoke-with-response-stream'])(
  'the calls of %s',
  (action) => {
    it.each([
      [
        'N:flex > N > gemma > G > B:priority',
        ['primary N:flex', 'fallback N', 'fallback G', 'fallback B:priority', 'without-tier B'],
      ],
      ['gemma > N > gemma:flex', ['primary gemma', 'fallback gemma:flex']],
    ])('along %s are those of the same model, in whose format the body is', (text, calls) => {
      expect(list(text, { action })).toEqual(calls);
    });
  },
);

describe('bounds', () => {
  const bounds = {
    models: ['us.amazon.nova-2-lite-v1:0', 'google.gemma-3-27b-it'],
    tiers: ['flex', 'default'],
  } as const;

  it('leave out every fallback of another model or on another tier', () => {
    expect(list('N > G > N:priority > gemma:flex', bounds)).toEqual([
      'primary N',
      'fallback gemma:flex',
      'without-tier gemma',
    ]);
  });

  it.each(['N:flex > N > gemma', 'N > gemma', 'N'])(
    'of tiers do not concern a count of tokens along %s, which is of the first model alone',
    (route) => {
      const calls = list(route, { ...bounds, action: 'count-tokens', tiers: ['flex'] });
      expect(calls).toEqual(['primary B']);
    },
  );
});

describe('a budget', () => {
  const UNKNOWN = 'us.acme.unknown-v1:0';
  const caller = composeCaller();

  it.each([
    [`N:flex > ${UNKNOWN}:flex > gemma`, ['N:flex', 'N', 'gemma'], [`${UNKNOWN}:flex`, UNKNOWN]],
    ['N > N:reserved > gemma', ['N', 'gemma'], ['N:reserved']],
    [`${UNKNOWN} > N`, [UNKNOWN, 'N'], []],
    ['N:reserved > gemma', ['N:reserved', 'N', 'gemma'], []],
  ])('of %s leaves out what has no price, except the primary', (text, calls, unpriced) => {
    const planned = plan(text, { caller });
    expect(planned.calls.map(({ candidate }) => shorten(candidate))).toEqual(calls);
    expect(planned.unpriced.map(shorten)).toEqual(unpriced);
  });

  it('that the caller does not have leaves nothing out', () => {
    const planned = plan(`N > ${UNKNOWN}`);
    expect(planned.calls).toHaveLength(2);
    expect(planned.unpriced).toEqual([]);
  });
});
