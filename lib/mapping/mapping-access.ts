import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { callersPath, operationsPath, pricesParameter } from '../../lambda/contract';

const READ_ACTIONS = ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory'];
const CHANGE_ACTIONS = ['ssm:PutParameter', 'ssm:DeleteParameter'];
const LIST_ACTIONS = ['ssm:GetParametersByPath'];

/** Who may do what with the parameters under one router's prefix. */
export class MappingAccess {
  /**
   * What Parameter Store checks when parameters are listed is the ARN of the path itself, without a slash or star behind
   * it. With `Recursive` it covers all levels below.
   *
   * @see https://github.com/aws/aws-dotnet-extensions-configuration/issues/108 for a refusal by AWS that names it
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
   */
  private readonly prefixArn: string;
  private readonly operationsArn: string;
  private readonly callersArn: string;
  private readonly pricesArn: string;

  constructor(scope: Construct, parameterPrefix: string) {
    const formatArn = (name: string) =>
      Stack.of(scope).formatArn({
        service: 'ssm',
        resource: `parameter${name}`,
        arnFormat: ArnFormat.NO_RESOURCE_NAME,
      });
    this.prefixArn = formatArn(parameterPrefix);
    this.operationsArn = formatArn(operationsPath(parameterPrefix));
    this.callersArn = formatArn(callersPath(parameterPrefix));
    this.pricesArn = formatArn(pricesParameter(parameterPrefix));
  }

  /** What the function does: it lists everything below the prefix. */
  allowFunction(): PolicyStatement {
    return new PolicyStatement({ actions: LIST_ACTIONS, resources: [this.prefixArn] });
  }

  grantRead(grantee: IGrantable): Grant {
    return this.grant(grantee, READ_ACTIONS, this.operationsArn);
  }

  /** Prices have no place in a template: whoever overrides them makes the parameter. */
  grantChangePrices(grantee: IGrantable): Grant {
    const actions = [...READ_ACTIONS, ...CHANGE_ACTIONS];
    return Grant.addToPrincipal({ grantee, actions, resourceArns: [this.pricesArn] });
  }

  grantChange(grantee: IGrantable): Grant {
    return this.grant(grantee, [...READ_ACTIONS, ...CHANGE_ACTIONS], this.operationsArn);
  }

  grantChangeCallers(grantee: IGrantable): Grant {
    return this.grant(grantee, [...READ_ACTIONS, ...CHANGE_ACTIONS], this.callersArn);
  }

  private grant(grantee: IGrantable, actions: string[], pathArn: string): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns: [`${pathArn}/*`],
    }).combine(Grant.addToPrincipal({ grantee, actions: LIST_ACTIONS, resourceArns: [pathArn] }));
  }
}
