import { isSamePool } from '../routing/candidate';
import type { Plan } from '../routing/plan';

/**
 * Holds the fallbacks of a plan back. The primary stays, and the same model without its tier, which is asked only if the model
 * refuses the tier. A caller whose budget is exceeded waits instead of getting another model.
 */
export function holdFallbacksBack(plan: Plan): Plan {
  const [primary, ...others] = plan.calls;
  const own = others.filter(
    ({ reason, candidate }) =>
      reason === 'without-tier' && isSamePool(candidate, primary.candidate),
  );
  return { ...plan, calls: [primary, ...own], demotion: [] };
}
