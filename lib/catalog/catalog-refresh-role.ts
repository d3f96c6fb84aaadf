import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { catalogParameter } from '../../lambda/contract';
import { acknowledgeWildcards } from '../cdk/acknowledge-finding';
import { allowEvents } from '../functions/event-access';
import { allowRuntime, type RuntimeOptions } from '../functions/runtime-options';
import { allowParameters, parameterArn } from '../mapping/mapping-access';
import type { RouterSettings } from '../settings/router-settings';

/**
 * Lists of everything, which are not bound to resources.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awspricelist.html
 */
const READ_ACTIONS = [
  'pricing:GetProducts',
  'bedrock:ListFoundationModels',
  'bedrock:ListInferenceProfiles',
  'bedrock:ListFoundationModelAgreementOffers',
];

export interface CatalogRefreshRoleProps extends RuntimeOptions {
  readonly settings: RouterSettings;
  readonly logGroup: ILogGroup;
}

/** The role of the refresh. It reads what AWS publishes, and writes one parameter. */
export class CatalogRefreshRole extends Role {
  constructor(scope: Construct, id: string, props: CatalogRefreshRoleProps) {
    super(scope, id, {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: 'Reads prices and lists of models, and writes the catalog of the router',
    });
    props.logGroup.grantWrite(this);
    const { parameterPrefix } = props.settings;
    const statements = [
      new PolicyStatement({ actions: READ_ACTIONS, resources: ['*'] }),
      allowParameters(this, parameterPrefix),
      new PolicyStatement({
        actions: ['ssm:PutParameter'],
        resources: [parameterArn(this, catalogParameter(parameterPrefix))],
      }),
      allowEvents(this),
    ];
    for (const statement of statements) this.addToPrincipalPolicy(statement);
    allowRuntime(this, props);
    acknowledgeWildcards(
      this,
      ['*'],
      'The price list and the lists of models do not support resource-level permissions.',
    );
  }
}
