import { Stack } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { allowBudgets } from '../callers/budget-access';
import { acknowledgeWildcards } from '../cdk/acknowledge-finding';
import { allowConnections, listBedrockPlaces } from '../connections/allow-connections';
import { allowNamedParameters, allowParameters } from '../mapping/mapping-access';
import { allowReplies } from '../reply-cache/reply-table';
import type { RouterSettings } from '../settings/router-settings';
import { allowBedrock } from './bedrock-access';
import { allowGuardrails } from './guardrail-access';
import { allowRuntime, type RuntimeOptions } from './runtime-options';

export interface RouterRoleProps extends RuntimeOptions {
  readonly settings: RouterSettings;
  readonly logGroup: ILogGroup;
  /** Undefined if callers have no keys. */
  readonly budgetTable?: ITable | undefined;
  /** Undefined without a cache of replies. */
  readonly replyTable?: ITable | undefined;
  readonly guardrails?: readonly string[];
}

/** The function's role. It has no AWS managed policy, because these allow writing to every log group. */
export class RouterRole extends Role {
  constructor(scope: Construct, id: string, props: RouterRoleProps) {
    super(scope, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Reads the tier mapping and invokes the allowed Bedrock models',
    });
    props.logGroup.grantWrite(this);
    const { budgetTable, replyTable } = props;
    const statements = [
      allowParameters(this, props.settings.parameterPrefix),
      ...(budgetTable === undefined ? [] : allowBudgets(this, budgetTable)),
      ...(replyTable === undefined ? [] : allowReplies(this, replyTable)),
    ];
    for (const statement of statements) this.addToPrincipalPolicy(statement);
    this.allowNamedParameters(props.settings);
    this.allowBedrock(props.settings);
    this.allowGuardrails(props.guardrails);
    allowConnections(this, props.settings.connections);
    allowRuntime(this, props);
  }

  private allowNamedParameters({ parameterPrefix }: RouterSettings): void {
    const statement = allowNamedParameters(this, parameterPrefix);
    this.addToPrincipalPolicy(statement);
    acknowledgeWildcards(
      this,
      statement.resources,
      'Operators add parameters below the prefix, and requests name them.',
    );
  }

  private allowBedrock(settings: RouterSettings): void {
    const places = listBedrockPlaces(Stack.of(this), settings.connections);
    for (const statement of allowBedrock(settings, places)) {
      this.addToPrincipalPolicy(statement);
      acknowledgeWildcards(
        this,
        statement.resources,
        'allowedModels requires it: a model behind an inference profile, in Regions that AWS may change, ' +
          'allowed only through that profile (bedrock:InferenceProfileArn); or every model, if it is "*".',
      );
    }
  }

  private allowGuardrails(guardrails: readonly string[] = []): void {
    for (const statement of allowGuardrails(guardrails, Stack.of(this))) {
      this.addToPrincipalPolicy(statement);
      acknowledgeWildcards(
        this,
        statement.resources,
        'guardrails requires it: Bedrock checks a profile in each of its Regions, which AWS may change.',
      );
    }
  }
}
