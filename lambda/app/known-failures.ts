import { type Asker, FailureMemory, type KnownFailures } from '../core/recovery/failure-memory';
import type { Plan } from '../core/routing/plan';
import { findWire } from '../core/wire/find-wire';
import type { Router } from './ports';

interface RequestFailures {
  readonly plan: Plan;
  readonly router: Router;
  readonly failures: FailureMemory;
  readonly asker: Asker;
}

/**
 * Counting tokens has a capacity and a quota of its own, and a model that refuses to count may well generate. Its failures
 * are not remembered: a count of another model would be useless. All other actions share their models' capacity and quota.
 */
export function chooseMemory({ action }: Plan, { failures }: Router): FailureMemory {
  return action === 'count-tokens' ? new FailureMemory(() => 0) : failures;
}

/** A tier that the wire cannot ask for counts as refused, because another wire of the same model may take it. */
export function readKnown({ plan, router, failures, asker }: RequestFailures): KnownFailures {
  const known = failures.knownTo(asker.callerId, router.clock());
  const { tiers } = findWire(plan.action);
  if (tiers.length === 0) return known;
  return {
    ...known,
    isTierRefused: (candidate) => !tiers.includes(candidate.tier) || known.isTierRefused(candidate),
  };
}
