import { describe, expect, it } from 'vitest';
import type { CallerPolicy } from '../../../../lambda/core/callers/policy';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import type { Plan } from '../../../../lambda/core/routing/plan';
import { planRequest, type RouterRequest } from '../../../../lambda/core/routing/plan-request';
import { parseRoute } from '../../../../lambda/core/routing/route';
import type { TierMapping } from '../../../../lambda/core/routing/tier-mapping';
import { composePolicy } from '../../../fakes/compose-policy';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const route = (text: string) => ({ route: parseRoute(text), version: '1' });
const MAPPING: TierMapping = new Map([
  ['extraction', route(`${NOVA}:flex,${NOVA},${NOVA}:priority,${GEMMA}:flex`)],
  ['classification', route(`${NOVA}:priority`)],
]);
const BOUNDS = { models: [NOVA, GEMMA], tiers: ['priority', 'default', 'flex'] } as const;

function choose(
  rules: Partial<CallerPolicy>,
  path: string,
  request: Partial<RouterRequest> = {},
): Plan {
  const caller = { id: 'a1b2c3d4e5', policy: composePolicy(rules) };
  const destination = { kind: 'model', text: path } as const;
  const base = {
    action: 'converse',
    destination,
    headers: {},
    callerId: caller.id,
    body: '{}',
  } as const;
  const snapshot = { mapping: MAPPING, prices: BUILT_IN_PRICES };
  return planRequest({ ...base, ...request }, { snapshot, bounds: BOUNDS, caller });
}

function refusalOf(...question: Parameters<typeof choose>): unknown {
  try {
    return choose(...question);
  } catch (error) {
    return error;
  }
}

const PRIORITY = { headers: { 'x-amzn-bedrock-service-tier': 'priority' } };

describe('a caller', () => {
  it('is in the plan', () => {
    expect(choose({}, 'extraction')).toMatchObject({
      caller: { id: 'a1b2c3d4e5' },
    });
  });

  it('is refused an operation that its policy lacks, whether there is one or not', () => {
    for (const name of ['classification', 'summary']) {
      const destination = { kind: 'operation', name } as const;
      expect(refusalOf({ operations: ['extraction'] }, '', { destination })).toMatchObject({
        code: 'caller-not-allowed',
        message: `caller "claims" may not call operation "${name}"; its policy allows extraction`,
      });
    }
  });

  it('sees no operations but its own in a refusal', () => {
    expect(refusalOf({ operations: ['extraction', 'summary'] }, 'summary')).toMatchObject({
      code: 'unknown-operation',
      message: 'there is no operation "summary"; the operations are extraction',
    });
    expect(refusalOf({ operations: ['summary'] }, 'summary')).toMatchObject({
      message: 'there is no operation "summary"; the operations are none',
    });
  });

  it('with operations names a model only when its policy lists direct', () => {
    expect(refusalOf({ operations: ['extraction'] }, NOVA)).toMatchObject({
      code: 'caller-not-allowed',
      message: 'caller "claims" may not call a model by its ID; its policy allows extraction',
    });
    expect(choose({ operations: ['direct'] }, NOVA)).toMatchObject({ operation: 'direct' });
    expect(choose({}, NOVA)).toMatchObject({ operation: 'direct' });
  });

  it.each([
    ['of the route', 'classification', {}],
    ['of the model ID', `${NOVA}:priority`, {}],
    ['of the header', 'extraction', PRIORITY],
    ['of the body', 'extraction', { body: '{"serviceTier":{"type":"priority"}}' }],
  ])('is refused a tier that its policy lacks: that %s', (_, path, request) => {
    expect(refusalOf({ tiers: ['flex'] }, path, request)).toMatchObject({
      code: 'caller-not-allowed',
      message: 'caller "claims" may not ask for service tier "priority"; its policy allows flex',
    });
  });

  it('may count tokens on any tier', () => {
    const action = 'count-tokens';
    expect(choose({ tiers: ['flex'] }, 'classification', { action })).toMatchObject({ action });
  });

  it('is refused a model that its policy lacks', () => {
    expect(refusalOf({ models: [NOVA] }, `${GEMMA}:flex`)).toMatchObject({
      code: 'caller-not-allowed',
      message: `caller "claims" may not use model "${GEMMA}"; its policy allows ${NOVA}`,
    });
  });

  it('is refused by the deployment’s bounds before its own', () => {
    expect(refusalOf({ models: [NOVA] }, 'amazon.nova-pro-v1:0')).toMatchObject({
      code: 'model-not-allowed',
    });
  });

  it.each([
    [{}, [`${NOVA} default`, `${NOVA} priority`, `${GEMMA} flex`]],
    [{ tiers: ['flex'] }, [`${GEMMA} flex`]],
    [{ tiers: ['flex', 'default'], models: [NOVA] }, [`${NOVA} default`]],
    [{ tiers: ['flex'], models: [NOVA] }, []],
  ] as [Partial<CallerPolicy>, string[]][])(
    'with %j falls back within its rules',
    (rules, expected) => {
      const { calls } = choose(rules, 'extraction');
      const fallbacks = calls.filter(({ reason }) => reason === 'fallback');
      const told = fallbacks.map(
        ({ candidate: { baseModelId, tier } }) => `${baseModelId} ${tier}`,
      );
      expect(told).toEqual(expected);
    },
  );
});
