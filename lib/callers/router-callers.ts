import { Annotations } from 'aws-cdk-lib';
import { type IRestApi, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import { Construct, type IConstruct } from 'constructs';
import { DIRECT_OPERATION } from '../../lambda/contract';
import { isKnown } from '../cdk/is-known';
import { omitUndefined } from '../cdk/omit-undefined';
import type { RouterSettings } from '../settings/router-settings';
import { BudgetTable, type BudgetTableProps } from './budget-table';
import type { CallerOptions } from './caller-options';
import { completeThrottle } from './caller-throttle';
import { checkCaller } from './check-caller';
import { requireFewResources } from './require-few-resources';
import { RouterCaller } from './router-caller';
import { writeCallerPolicy } from './write-caller-policy';

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
  readonly budgetTable: BudgetTable;

  constructor(
    private readonly parent: Construct,
    id: string,
    props: BudgetTableProps,
  ) {
    super(parent, id);
    requireFewResources(this);
    this.budgetTable = new BudgetTable(parent, 'Budgets', props);
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
    const caller = new RouterCaller(this, id, {
      api,
      callerName,
      policy: writeCallerPolicy(this, callerName, options),
      parameterPrefix: settings.parameterPrefix,
      ...omitUndefined({ throttle: completeThrottle(options.throttle), quota: options.quota }),
    });
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
