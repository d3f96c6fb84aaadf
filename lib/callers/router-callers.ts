import { Annotations, Token } from 'aws-cdk-lib';
import { type IRestApi, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import { DIRECT_OPERATION } from '../../lambda/contract';
import { omitUndefined } from '../cdk/omit-undefined';
import type { RouterSettings } from '../settings/router-settings';
import { BudgetTable, type BudgetTableProps } from './budget-table';
import type { CallerOptions } from './caller-options';
import { completeThrottle } from './caller-throttle';
import { checkCaller } from './check-caller';
import { RouterCaller } from './router-caller';
import { writeCallerPolicy } from './write-caller-policy';

/**
 * Those who call with a key, and what they have spent. It exists only where keys are asked for.
 *
 * What they share stands beside this construct and not in it: here callers have whatever IDs the user likes.
 */
export class RouterCallers extends Construct {
  readonly budgetTable: BudgetTable;

  constructor(
    private readonly parent: Construct,
    id: string,
    props: BudgetTableProps,
  ) {
    super(parent, id);
    this.budgetTable = new BudgetTable(parent, 'Budgets', props);
  }

  /** The plan for callers that are made by hand: a key belongs to a plan, or API Gateway refuses it. */
  addSharedPlan(api: IRestApi): UsagePlan {
    return new UsagePlan(this.parent, 'SharedPlan', {
      description: 'Requests of callers that are made by hand',
      apiStages: [{ api, stage: api.deploymentStage }],
    });
  }

  add(id: string, options: CallerOptions, router: RouterOfCallers): RouterCaller {
    const callerName = options.callerName ?? id;
    const { settings, api } = router;
    checkCaller(callerName, options, settings);
    const caller = new RouterCaller(this, id, {
      api,
      callerName,
      policy: writeCallerPolicy(this, callerName, options),
      parameterPrefix: settings.parameterPrefix,
      ...omitUndefined({ throttle: completeThrottle(options.throttle), quota: options.quota }),
    });
    this.warnOfUnmapped(caller, options.operations, settings);
    return caller;
  }

  /** An operation may appear without a deployment, and a misspelt one never does. */
  private warnOfUnmapped(
    caller: RouterCaller,
    operations: readonly string[] = [],
    { operations: mapped }: RouterSettings,
  ): void {
    const unmapped = operations.filter((name) => {
      return !Token.isUnresolved(name) && name !== DIRECT_OPERATION && !Object.hasOwn(mapped, name);
    });
    if (unmapped.length === 0) return;
    Annotations.of(caller).addWarningV2(
      'bedrock-tier-router:unmappedOperation',
      `the caller may call ${unmapped.join(', ')}, of which this deployment knows nothing; its operations are ${Object.keys(mapped).join(', ')}`,
    );
  }
}

export interface RouterOfCallers {
  readonly settings: RouterSettings;
  readonly api: IRestApi;
}
