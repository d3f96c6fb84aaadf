import type { CallerPolicy } from '../../lambda/core/callers/policy';

/** A policy that sets no bound, with whatever rules a test wants. */
export function composePolicy(rules: Partial<CallerPolicy> = {}): CallerPolicy {
  return {
    name: 'claims',
    operations: 'any',
    tiers: 'any',
    models: 'any',
    budget: undefined,
    ...rules,
  };
}
