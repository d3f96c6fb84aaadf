import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { overridesPrefix, SECTIONS } from '../../lambda/contract';
import { acknowledgeWildcards } from '../cdk/acknowledge-finding';
import { allowRuntime, type RuntimeOptions } from '../functions/runtime-options';
import { allowTableKey } from '../functions/table-key-access';
import { allowParameters, parameterArn } from '../mapping/mapping-access';
import type { RouterSettings } from '../settings/router-settings';

export interface ConsoleRoleProps extends RuntimeOptions {
  readonly settings: RouterSettings;
  readonly logGroup: ILogGroup;
}

/** What both functions of the console may do: write their log, and read the parameters and their history. */
class ConsoleRole extends Role {
  protected readonly prefix: string;

  constructor(scope: Construct, id: string, props: ConsoleRoleProps, description: string) {
    super(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com'), description });
    this.prefix = props.settings.parameterPrefix;
    props.logGroup.grantWrite(this);
    this.addToPrincipalPolicy(allowParameters(this, this.prefix));
    this.allowOn(
      ['ssm:GetParameterHistory'],
      [this.prefix, overridesPrefix(this.prefix)].flatMap((side) => this.listArns(side)),
      'Operators add operations, and each has a history.',
    );
    allowRuntime(this, props);
  }

  /** The ARNs of all routes and of all settings. */
  protected listArns(side: string): string[] {
    const sections = [SECTIONS.operations, SECTIONS.settings];
    return sections.map((section) => parameterArn(this, `${side}/${section}/*`));
  }

  protected allowOn(actions: string[], resources: string[], reason: string): void {
    this.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
    acknowledgeWildcards(this, resources, reason);
  }
}

export interface ConsoleViewRoleProps extends ConsoleRoleProps {
  /** Undefined if callers have no keys. */
  readonly budgetTable?: ITable | undefined;
}

/** The role of the function that shows. It reads. */
export class ConsoleViewRole extends ConsoleRole {
  constructor(scope: Construct, id: string, props: ConsoleViewRoleProps) {
    super(scope, id, props, 'Reads what the console of the router shows');
    this.allowOn(
      ['cloudwatch:GetMetricData'],
      ['*'],
      'Metrics of CloudWatch do not support resource-level permissions.',
    );
    const { budgetTable } = props;
    if (budgetTable === undefined) return;
    this.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['dynamodb:GetItem'],
        resources: [budgetTable.tableArn],
      }),
    );
    if (budgetTable.encryptionKey === undefined) return;
    this.addToPrincipalPolicy(allowTableKey(this, budgetTable.encryptionKey));
  }
}

/** The role of the function that changes. It writes overrides of routes and of settings, and nothing else. */
export class ConsoleChangeRole extends ConsoleRole {
  constructor(scope: Construct, id: string, props: ConsoleRoleProps) {
    super(scope, id, props, 'Overrides routes and settings of the router, as its console asks');
    this.allowOn(
      ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'],
      this.listArns(overridesPrefix(this.prefix)),
      'Operators override the route and the settings of any operation.',
    );
  }
}
