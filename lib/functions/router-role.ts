import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { BedrockTierRouterProps } from '../bedrock-tier-router-props';
import type { BudgetTable } from '../callers/budget-table';
import { acknowledgeWildcards } from '../cdk/acknowledge-finding';
import { MappingAccess } from '../mapping/mapping-access';
import type { RouterSettings } from '../settings/router-settings';
import { allowBedrock } from './bedrock-access';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
const NETWORK_INTERFACE_ACTIONS = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

export interface RouterRoleProps extends BedrockTierRouterProps {
  readonly settings: RouterSettings;
  readonly logGroup: ILogGroup;
  /** Where callers have keys. */
  readonly budgetTable?: BudgetTable | undefined;
}

/** The function's role. It takes no managed policy: those let a function write to every log group. */
export class RouterRole extends Role {
  constructor(scope: Construct, id: string, props: RouterRoleProps) {
    super(scope, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Reads the tier mapping and invokes the allowed Bedrock models',
    });
    props.logGroup.grantWrite(this);
    props.encryptionKey?.grantDecrypt(this);
    const { budgetTable } = props;
    const parameters = new MappingAccess(this, props.settings.parameterPrefix);
    const statements = [
      ...parameters.allowFunction({ usesKeys: budgetTable !== undefined }),
      ...(budgetTable?.allowFunction() ?? []),
    ];
    for (const statement of statements) this.addToPrincipalPolicy(statement);
    this.allowBedrock(props.settings);
    if (props.vpc !== undefined) this.allowNetworkInterfaces();
    acknowledgeWildcards(
      this,
      ['*'],
      'X-Ray and the network interfaces of a function in a VPC know no permissions on single resources.',
    );
  }

  private allowBedrock(settings: RouterSettings): void {
    for (const statement of allowBedrock(settings, Stack.of(this))) {
      this.addToPrincipalPolicy(statement);
      acknowledgeWildcards(
        this,
        statement.resources,
        'allowedModels asks for it: a model behind an inference profile, in Regions that AWS may change, ' +
          'reached through that profile alone (bedrock:InferenceProfileArn); or every model, by its "*".',
      );
    }
  }

  private allowNetworkInterfaces(): void {
    this.addToPrincipalPolicy(
      new PolicyStatement({ actions: NETWORK_INTERFACE_ACTIONS, resources: ['*'] }),
    );
  }
}
