import { Token } from 'aws-cdk-lib';
import { DIRECT_OPERATION } from '../../lambda/contract';
import { isAnyModelAllowed } from '../allowed-models';
import { requireOperationName } from '../operations';
import type { RouterSettings } from '../router-settings';
import { ServiceTier } from '../service-tier';
import type { CallerBudget } from './caller-budget';
import type { CallerOptions } from './caller-options';

const NAME = /^[A-Za-z0-9._-]{1,64}$/;
const HIGHEST_LIMIT_USD = 1_000_000;

/** The bounds that no caller's can exceed. */
export type CallerBounds = Pick<RouterSettings, 'operations' | 'allowedModels' | 'allowedTiers'>;

/** Refuses a caller whose policy the function would refuse, or whose rules nothing could ever meet. */
export function checkCaller(name: string, options: CallerOptions, bounds: CallerBounds): void {
  const { operations, tiers, models, budget } = options;
  requireName(name);
  for (const operation of operations ?? []) {
    if (operation !== DIRECT_OPERATION) requireOperationName(operation);
  }
  requireWithin(name, { member: 'tiers', values: tiers, allowed: bounds.allowedTiers });
  requireModels(name, models, bounds);
  requireSome(name, { operations, tiers, models });
  if (budget !== undefined) checkBudget(name, budget, { ...bounds, tiers });
}

function requireName(name: string): void {
  if (Token.isUnresolved(name) || NAME.test(name)) return;
  throw new Error(
    `the caller's name must be 1 to 64 letters, digits, ".", "_" and "-", got "${name}"; set callerName`,
  );
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
    `the caller "${name}" has "${stray}" among its ${member}, of which the router allows ${allowed.join(', ')}`,
  );
}

function requireSome(name: string, lists: { [member: string]: string[] | undefined }): void {
  const empty = Object.entries(lists).find(([, list]) => list?.length === 0)?.[0];
  if (empty === undefined) return;
  throw new Error(
    `the caller "${name}" has an empty list of ${empty}, with which it could do nothing; leave it out to allow all`,
  );
}

interface BudgetBounds extends CallerBounds {
  /** The caller's own. */
  readonly tiers: readonly ServiceTier[] | undefined;
}

function checkBudget(name: string, budget: CallerBudget, bounds: BudgetBounds): void {
  requireLimit(name, budget.limitUsd);
  const target = budget.whenExceeded?.operation;
  if (target !== undefined && !Object.hasOwn(bounds.operations, target)) {
    throw new Error(
      `the budget of the caller "${name}" leads to the operation "${target}", which is not one of ${Object.keys(bounds.operations).join(', ')}`,
    );
  }
  if (budget.whenExceeded?.text === 'demote-to-flex') requireFlex(name, bounds);
}

function requireFlex(name: string, { tiers, allowedTiers }: BudgetBounds): void {
  const lists = { allowedTiers, 'its tiers': tiers ?? allowedTiers };
  const closed = Object.entries(lists).find(([, list]) => !list.includes(ServiceTier.FLEX));
  if (closed === undefined) return;
  throw new Error(
    `the budget of the caller "${name}" leads to the tier flex, which is not in ${closed[0]}: ${closed[1].join(', ')}`,
  );
}

/** Millionths of a dollar are what the function counts in. */
function requireLimit(name: string, limitUsd: number): void {
  if (Token.isUnresolved(limitUsd)) return;
  const isInRange = limitUsd > 0 && limitUsd <= HIGHEST_LIMIT_USD;
  if (isInRange && Number(limitUsd.toFixed(6)) === limitUsd) return;
  throw new Error(
    `the budget of the caller "${name}" must be more than 0 and at most ${HIGHEST_LIMIT_USD} USD, with at most six decimals, got ${limitUsd}`,
  );
}
