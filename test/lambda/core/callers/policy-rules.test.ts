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

  it('allows what it lists', () => {
    expect(refusalOf((policy) => requireAllowedOperation(policy, 'extraction'))).toBe('allowed');
    expect(refusalOf((policy) => requireCallersTier(policy, 'default'))).toBe('allowed');
    expect(refusalOf((policy) => requireCallersModel(policy, NOVA))).toBe('allowed');
  });

  it('shows of a long name its beginning', () => {
    expect(refusalOf((policy) => requireAllowedOperation(policy, 'x'.repeat(999)))).toMatchObject({
      message: `caller "claims" may not call operation "${'x'.repeat(64)}"; its policy allows extraction, assessment`,
    });
  });
});

it.each([
  ['extraction', true],
  ['classification', false],
  ['direct', false],
])('asks whether %s may be called', (operation, expected) => {
  expect(allowsOperation(CLAIMS, operation)).toBe(expected);
  expect(allowsOperation(composePolicy(), operation)).toBe(true);
});

it.each([
  [NOVA, 'flex', true],
  [NOVA, 'priority', false],
  [GEMMA, 'flex', false],
] as const)('asks whether %s may be asked on %s', (baseModelId, tier, expected) => {
  expect(allowsCandidate(CLAIMS, { baseModelId, tier })).toBe(expected);
  expect(allowsCandidate(composePolicy(), { baseModelId, tier })).toBe(true);
});

describe('the bounds of a caller', () => {
  const DEPLOYED: AccessBounds = { models: [NOVA, GEMMA], tiers: ['priority', 'default'] };

  it('are what both the deployment and the policy allow', () => {
    expect(narrowBounds(DEPLOYED, CLAIMS)).toEqual({ models: [NOVA], tiers: ['default'] });
  });

  it('are the deployment’s when the policy sets none', () => {
    expect(narrowBounds(DEPLOYED, composePolicy())).toEqual(DEPLOYED);
  });

  it('are the policy’s models when the deployment allows any', () => {
    expect(narrowBounds({ ...DEPLOYED, models: 'any' }, CLAIMS).models).toEqual([NOVA]);
  });

  it('are never wider by a model that the deployment lacks', () => {
    const policy = composePolicy({ models: [NOVA, 'amazon.nova-pro-v1:0'] });
    expect(narrowBounds(DEPLOYED, policy).models).toEqual([NOVA]);
  });
});
