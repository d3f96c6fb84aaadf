import { type Duration, Names, Stack, Validations } from 'aws-cdk-lib';
import {
  AuthorizationType,
  EndpointType,
  LambdaIntegration,
  ResponseTransferMode,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledgeFinding } from './acknowledge-finding';
import type { BedrockTierRouterProps } from './bedrock-tier-router-props';
import { omitUndefined } from './omit-undefined';
import { requireOperationName } from './operations';
import { RouterAuthorization } from './router-authorization';
import { RouterLogs } from './router-logs';
import { resolveStageName, writeStageOptions } from './stage-options';

export interface RouterApiProps extends BedrockTierRouterProps {
  readonly function: IFunction;
  /** Of the function: API Gateway waits as long, and no longer. */
  readonly timeout: Duration;
  readonly accessLogs: ILogGroup;
}

/** The REST API in front of the function, which finds the way by itself: every method on every path goes there. */
export class RouterApi extends RestApi {
  constructor(scope: Construct, id: string, props: RouterApiProps) {
    const { authorizationType, authorizer } = props.authorization ?? RouterAuthorization.iam();
    const stageName = resolveStageName(props.stageName);
    super(scope, id, {
      restApiName: Names.uniqueResourceName(scope, { maxLength: 128, separator: '-' }),
      description:
        'Sends document-pipeline calls to Bedrock on the service tier that the mapping says',
      endpointTypes: [EndpointType.REGIONAL],
      cloudWatchRole: props.cloudWatchRole ?? false,
      deployOptions: writeStageOptions(props, stageName, props.accessLogs),
      defaultMethodOptions: { authorizationType, ...omitUndefined({ authorizer }) },
      defaultIntegration: new LambdaIntegration(props.function, {
        responseTransferMode: ResponseTransferMode.STREAM,
        timeout: props.timeout,
        allowTestInvoke: false,
      }),
    });
    this.root.addMethod('ANY');
    this.root.addProxy({ anyMethod: true });
    // The router has an output of its own, without a slash at the end.
    this.node.tryRemoveChild('Endpoint');
    this.keepErrorLogs(props, stageName);
    this.acknowledgeRules(authorizationType);
  }

  /** E.g. `https://abc123.execute-api.us-east-1.amazonaws.com/prod`. */
  get urlWithoutSlash(): string {
    const { region, urlSuffix } = Stack.of(this);
    return `https://${this.restApiId}.execute-api.${region}.${urlSuffix}/${this.deploymentStage.stageName}`;
  }

  /** Allows calls to every path, or to the paths of one operation alone. */
  grantInvoke(grantee: IGrantable, operation?: string): Grant {
    if (operation !== undefined) requireOperationName(operation);
    const { stageName } = this.deploymentStage;
    const resourceArns =
      operation === undefined
        ? [this.arnForExecuteApi('*', '/*', stageName)]
        : listOperationPaths(operation).map((path) =>
            this.arnForExecuteApi('POST', path, stageName),
          );
    return Grant.addToPrincipal({ grantee, actions: ['execute-api:Invoke'], resourceArns });
  }

  /** API Gateway would make this group by itself, unencrypted and for ever. */
  private keepErrorLogs(props: RouterApiProps, stageName: string): void {
    const errorLogs = new RouterLogs(this, 'ErrorLogs', {
      ...props,
      logGroupName: `API-Gateway-Execution-Logs_${this.restApiId}/${stageName}`,
    });
    this.deploymentStage.node.addDependency(errorLogs);
  }

  private acknowledgeRules(authorizationType: AuthorizationType): void {
    const validations = Validations.of(this);
    validations.acknowledge(
      {
        id: 'AwsSolutions-APIG2',
        reason:
          'The body belongs to Bedrock and passes as it came; the function refuses what is no JSON object.',
      },
      {
        id: 'AwsSolutions-APIG3',
        reason:
          'A web ACL is billed and tuned by the account; associate one with api.deploymentStage.stageArn.',
      },
    );
    acknowledgeFinding(this, {
      rule: 'AwsSolutions-IAM4',
      subject: `Policy::arn:${Stack.of(this).partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
      reason: "The account's role for API Gateway logs is documented to carry exactly this policy.",
    });
    if (authorizationType !== AuthorizationType.IAM) return;
    validations.acknowledge({
      id: 'AwsSolutions-COG4',
      reason:
        'The callers are pipeline stages with AWS credentials, not users of a Cognito pool; IAM authorizes them.',
    });
  }
}

/** Both doors: the operation's own paths, and Bedrock's with the operation in place of the model. */
function listOperationPaths(operation: string): string[] {
  return [`/v1/${operation}`, `/v1/${operation}/stream`, `/model/${operation}/*`];
}
