import { Token } from 'aws-cdk-lib';
import { isAnyModelAllowed } from '../mapping/allowed-models';
import { ServiceTier } from '../mapping/service-tier';
import type { RouterSettings } from '../settings/router-settings';
import type { CallerBudget } from './caller-budget';
import type { CallerOptions } from './caller-options';
import { checkThrottle } from './caller-throttle';

/** The router's limits, within which the limits of a caller must be. */
export type CallerBounds = Pick<RouterSettings, 'operations' | 'allowedModels' | 'allowedTiers'>;

/** Refuses a caller with limits beyond the router's, or with a budget response that leads to an unknown operation. */
export function checkCaller(name: string, options: CallerOptions, bounds: CallerBounds): void {
  const { tiers, models, budget, throttle } = options;
  requireWithin(name, { member: 'tiers', values: tiers, allowed: bounds.allowedTiers });
  requireModels(name, models, bounds);
  if (throttle !== undefined) checkThrottle(name, throttle);
  if (budget !== undefined) checkBudget(name, budget, { ...bounds, tiers });
}

function requireModels(name: string, models: string[] | undefined, bounds: CallerBounds): void {
  const { allowedModels } = bounds;
  if (isAnyModelAllowed(allowedModels) || Token.isUnresolved(allowedModels.join())) return;
  requireWithin(name, { member: 'models', values: models, allowed: allowedModels });
}

interface Membership {
  readonly member: string;
  readonly values: readonly string[] | undefined;
  readonly allowed: readonly string[];
}

function requireWithin(name: string, { member, values = [], allowed }: Membership): void {
  const stray = values.find((value) => !Token.isUnresolved(value) && !allowed.includes(value));
  if (stray === undefined) return;
  throw new Error(
    `the caller "${name}" has "${stray}" in its ${member}, but the router allows only ${allowed.join(', ')}`,
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
  const closed = Object.entries(lists).find(([, list]) => !list.includes(ServiceTier.FLEX));
  if (closed === undefined) return;
  throw new Error(
    `the budget of the caller "${name}" demotes to the tier flex, which is not in ${closed[0]}: ${closed[1].join(', ')}`,
  );
}
