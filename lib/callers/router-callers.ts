import { Annotations } from 'aws-cdk-lib';
import { type IRestApi, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct, type IConstruct } from 'constructs';
import { DIRECT_OPERATION } from '../../lambda/contract';
import type { RouterAuthorization } from '../authorizers/router-authorization';
import { isKnown } from '../cdk/is-known';
import type { RouterSettings } from '../settings/router-settings';
import { requireReachable } from './budget-access';
import { BudgetTable, type BudgetTableProps } from './budget-table';
import type { CallerOptions } from './caller-options';
import { checkCaller } from './check-caller';
import { makeCaller } from './make-caller';
import { requireFewResources } from './require-few-resources';
import type { RouterCaller } from './router-caller';

export interface RouterCallersProps extends BudgetTableProps {
  readonly budgetTable?: ITable;
}

interface MakeCallersProps extends RouterCallersProps {
  readonly authorization?: RouterAuthorization;
}

/** Creates the callers if they have keys. */
export function makeCallers(
  scope: Construct,
  { authorization, ...props }: MakeCallersProps,
): RouterCallers | undefined {
  if (authorization?.usesKeys) return new RouterCallers(scope, 'Callers', props);
  if (props.budgetTable === undefined) return undefined;
  throw new Error('budgetTable is for callers with keys; set RouterAuthorization.keys(), too');
}

/** @throws Error if callers have no keys */
export function requireCallers(callers: RouterCallers | undefined): RouterCallers {
  if (callers !== undefined) return callers;
  throw new Error('callers have their own keys only with RouterAuthorization.keys()');
}

/** The parts of the router that a new caller needs. */
export interface CallersRouter {
  readonly settings: RouterSettings;
  readonly api: IRestApi;
  /** The function that reads policies. A policy is written only after it was updated. */
  readonly reader: IConstruct;
}

/**
 * The callers with keys, and the table of their budgets. Only a router with `RouterAuthorization.keys()` has it.
 *
 * The table and the shared usage plan are siblings of this construct, because its children have IDs that the user chooses.
 */
export class RouterCallers extends Construct {
  readonly budgetTable: ITable;

  constructor(
    private readonly parent: Construct,
    id: string,
    { budgetTable, ...props }: RouterCallersProps,
  ) {
    super(parent, id);
    requireFewResources(this);
    if (budgetTable !== undefined) requireReachable(parent, budgetTable);
    this.budgetTable = budgetTable ?? (new BudgetTable(parent, 'Budgets', props) as ITable);
  }

  /** Adds a usage plan for keys that are created by hand. API Gateway refuses a key without a usage plan. */
  addSharedPlan(api: IRestApi): UsagePlan {
    return new UsagePlan(this.parent, 'SharedPlan', {
      description: 'Requests with keys that are created by hand',
      apiStages: [{ api, stage: api.deploymentStage }],
    });
  }

  add(id: string, options: CallerOptions, router: CallersRouter): RouterCaller {
    const callerName = options.callerName ?? id;
    const { settings, api, reader } = router;
    checkCaller(callerName, options, settings);
    const { parameterPrefix } = settings;
    const caller = makeCaller(this, id, { options, parameterPrefix, api });
    caller.policy.node.addDependency(reader);
    this.warnOfUnmapped(caller, options.operations, settings);
    return caller;
  }

  /** Warns of an unknown operation, which may be a typo. An operator may also add it later without a deployment. */
  private warnOfUnmapped(
    caller: RouterCaller,
    operations: readonly string[] = [],
    { operations: mapped }: RouterSettings,
  ): void {
    const unmapped = operations.filter((name) => {
      return isKnown(name) && name !== DIRECT_OPERATION && !Object.hasOwn(mapped, name);
    });
    if (unmapped.length === 0) return;
    Annotations.of(caller).addWarningV2(
      'bedrock-tier-router:unmappedOperation',
      `the caller may call ${unmapped.join(', ')}, but the operations of this deployment are ${Object.keys(mapped).join(', ')}`,
    );
  }
}
