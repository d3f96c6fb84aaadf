import { describe, expect, it } from 'vitest';
import type { CallerPolicy } from '../../../../lambda/core/callers/policy';
import {
  allowsCandidate,
  allowsOperation,
  narrowBounds,
  requireAllowedOperation,
  requireCallersModel,
  requireCallersTier,
} from '../../../../lambda/core/callers/policy-rules';
import type { AccessBounds } from '../../../../lambda/core/routing/access-bounds';
import { composePolicy } from '../../../fakes/compose-policy';

const NOVA = 'us.amazon.nova-2-lite-v1:0';
const GEMMA = 'google.gemma-3-27b-it';
const CLAIMS = composePolicy({
  operations: ['extraction', 'assessment'],
  tiers: ['flex', 'default'],
  models: [NOVA],
});

function refusalOf(ask: (policy: CallerPolicy) => void, policy = CLAIMS): unknown {
  try {
    ask(policy);
    return 'allowed';
  } catch (error) {
    return error;
  }
}

describe('a rule', () => {
  it.each([
    [
      'operations',
      (policy: CallerPolicy) => requireAllowedOperation(policy, 'classification'),
      'caller "claims" may not call operation "classification"; its policy allows extraction, assessment',
    ],
    [
      'direct calls',
      (policy: CallerPolicy) => requireAllowedOperation(policy, 'direct'),
      'caller "claims" may not call a model by its ID; its policy allows extraction, assessment',
    ],
    [
      'tiers',
      (policy: CallerPolicy) => requireCallersTier(policy, 'priority'),
      'caller "claims" may not ask for service tier "priority"; its policy allows flex, default',
    ],
    [
      'models',
      (policy: CallerPolicy) => requireCallersModel(policy, GEMMA),
      'caller "claims" may not use model "google.gemma-3-27b-it"; its policy allows us.amazon.nova-2-lite-v1:0',
    ],
  ])('on %s refuses by name what it does not list', (_, ask, message) => {
    expect(refusalOf(ask)).toMatchObject({ code: 'caller-not-allowed', message });
    expect(refusalOf(ask, composePolicy())).toBe('allowed');
  });

  it.each([
    (policy: CallerPolicy) => requireAllowedOperation(policy, 'extraction'),
    (policy: CallerPolicy) => requireCallersTier(policy, 'default'),
    (policy: CallerPolicy) => requireCallersModel(policy, NOVA),
  ])('allows what it lists', (ask) => {
    expect(refusalOf(ask)).toBe('allowed');
  });

  it('shows of a long name its beginning', () => {
    expect(refusalOf((policy) => requireAllowedOperation(policy, 'x'.repeat(999)))).toMatchObject({
      message: `caller "claims" may not call operation "${'x'.repeat(64)}"; its policy allows extraction, assessment`,
    });
  });
});

it.each([
  ['extraction', true],
  ['direct', false],
])('allows operation %s: %s', (operation, isAllowed) => {
  expect(allowsOperation(CLAIMS, operation)).toBe(isAllowed);
  expect(allowsOperation(composePolicy(), operation)).toBe(true);
});

it.each([
  [NOVA, 'flex', true],
  [NOVA, 'priority', false],
  [GEMMA, 'flex', false],
] as const)('allows %s on %s: %s', (baseModelId, tier, isAllowed) => {
  expect(allowsCandidate(CLAIMS, { baseModelId, tier })).toBe(isAllowed);
  expect(allowsCandidate(composePolicy(), { baseModelId, tier })).toBe(true);
});

const DEPLOYED: AccessBounds = { models: [NOVA, GEMMA], tiers: ['priority', 'default'] };

it.each<[AccessBounds, CallerPolicy, AccessBounds]>([
  [DEPLOYED, CLAIMS, { models: [NOVA], tiers: ['default'] }],
  [DEPLOYED, composePolicy(), DEPLOYED],
  [{ ...DEPLOYED, models: 'any' }, CLAIMS, { models: [NOVA], tiers: ['default'] }],
  [DEPLOYED, composePolicy({ models: [NOVA, 'a.b'] }), { ...DEPLOYED, models: [NOVA] }],
])('narrows %j to what the policy allows, too', (deployed, policy, narrowed) => {
  expect(narrowBounds(deployed, policy)).toEqual(narrowed);
});
