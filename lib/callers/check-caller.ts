import { isKnown } from '../cdk/is-known';
import { isAnyModelAllowed } from '../mapping/allowed-models';
import { ServiceTier } from '../mapping/service-tier';
import type { RouterSettings } from '../settings/router-settings';
import type { CallerBudget } from './caller-budget';
import type { CallerOptions } from './caller-options';
import { checkThrottle } from './caller-throttle';

/** The router's limits, within which the limits of a caller must be. */
export type CallerBounds = Pick<RouterSettings, 'operations' | 'allowedModels' | 'allowedTiers'>;

/** Refuses limits beyond the router's, and a budget response that names an unknown operation or a forbidden tier. */
export function checkCaller(name: string, options: CallerOptions, bounds: CallerBounds): void {
  const { tiers, models, budget, throttle } = options;
  requireWithin(name, { member: 'tiers', values: tiers, allowed: bounds.allowedTiers });
  requireModels(name, models, bounds);
  if (throttle !== undefined) checkThrottle(name, throttle);
  if (budget !== undefined) checkBudget(name, budget, { ...bounds, tiers });
}

function requireModels(name: string, models: string[] | undefined, bounds: CallerBounds): void {
  const { allowedModels } = bounds;
  if (isAnyModelAllowed(allowedModels) || !allowedModels.every(isKnown)) return;
  requireWithin(name, { member: 'models', values: models, allowed: allowedModels });
}

interface LimitedMember {
  readonly member: string;
  readonly values: readonly string[] | undefined;
  readonly allowed: readonly string[];
}

function requireWithin(name: string, { member, values = [], allowed }: LimitedMember): void {
  const forbidden = values.find((value) => isKnown(value) && !allowed.includes(value));
  if (forbidden === undefined) return;
  throw new Error(
    `the caller "${name}" has "${forbidden}" in its ${member}, but the router allows only ${allowed.join(', ')}`,
  );
}

interface BudgetBounds extends CallerBounds {
  /** The tiers of the caller. */
  readonly tiers: readonly ServiceTier[] | undefined;
}

function checkBudget(name: string, budget: CallerBudget, bounds: BudgetBounds): void {
  const target = budget.whenExceeded?.operation;
  if (target !== undefined && !Object.hasOwn(bounds.operations, target)) {
    throw new Error(
      `the budget of the caller "${name}" demotes to the operation "${target}", which is not one of ${Object.keys(bounds.operations).join(', ')}`,
    );
  }
  if (budget.whenExceeded?.text === 'demote-to-flex') requireFlex(name, bounds);
}

function requireFlex(name: string, { tiers, allowedTiers }: BudgetBounds): void {
  const lists = { allowedTiers, 'its tiers': tiers ?? allowedTiers };
  for (const [listName, list] of Object.entries(lists)) {
    if (list.includes(ServiceTier.FLEX)) continue;
    throw new Error(
      `the budget of the caller "${name}" demotes to the tier flex, which is not in ${listName}: ${list.join(', ')}`,
    );
  }
}
