import { type IRestApi, UsagePlan } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { RouterSettings } from '../router-settings';
import { BudgetTable, type BudgetTableProps } from './budget-table';
import type { CallerOptions } from './caller-options';
import { checkCaller } from './check-caller';
import { RouterCaller } from './router-caller';
import { writeCallerPolicy } from './write-caller-policy';

/** Those who call with a key, and what they have spent. It exists only where keys are asked for. */
export class RouterCallers extends Construct {
  readonly budgetTable: BudgetTable;

  constructor(scope: Construct, id: string, props: BudgetTableProps) {
    super(scope, id);
    this.budgetTable = new BudgetTable(this, 'Budgets', props);
  }

  /** The plan for callers that are made by hand: a key belongs to a plan, or API Gateway refuses it. */
  addSharedPlan(api: IRestApi): UsagePlan {
    return new UsagePlan(this, 'SharedPlan', {
      description: 'Requests of callers that are made by hand',
      apiStages: [{ api, stage: api.deploymentStage }],
    });
  }

  add(id: string, options: CallerOptions, router: RouterOfCallers): RouterCaller {
    const callerName = options.callerName ?? id;
    checkCaller(callerName, options, router.settings);
    return new RouterCaller(this, id, {
      ...options,
      callerName,
      policy: writeCallerPolicy(callerName, options),
      parameterPrefix: router.settings.parameterPrefix,
      api: router.api,
    });
  }
}

export interface RouterOfCallers {
  readonly settings: RouterSettings;
  readonly api: IRestApi;
}
