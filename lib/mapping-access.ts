import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { operationsPath } from '../lambda/contract';

const READ_ACTIONS = ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory'];
const CHANGE_ACTIONS = ['ssm:PutParameter', 'ssm:DeleteParameter'];
const LIST_ACTIONS = ['ssm:GetParametersByPath'];

/** Who may do what with the parameters under one router's prefix. */
export class MappingAccess {
  /**
   * What Parameter Store checks when the path is listed: the path's own ARN, without a slash or star behind it.
   *
   * @see https://github.com/aws/aws-dotnet-extensions-configuration/issues/108 where a refusal of AWS names it
   */
  private readonly pathArn: string;

  constructor(scope: Construct, parameterPrefix: string) {
    this.pathArn = Stack.of(scope).formatArn({
      service: 'ssm',
      resource: `parameter${operationsPath(parameterPrefix)}`,
      arnFormat: ArnFormat.NO_RESOURCE_NAME,
    });
  }

  /** What the function does: it lists the path, and reads no parameter by name. */
  allowList(): PolicyStatement {
    return new PolicyStatement({ actions: LIST_ACTIONS, resources: [this.pathArn] });
  }

  grantRead(grantee: IGrantable): Grant {
    return this.grant(grantee, READ_ACTIONS);
  }

  grantChange(grantee: IGrantable): Grant {
    return this.grant(grantee, [...READ_ACTIONS, ...CHANGE_ACTIONS]);
  }

  private grant(grantee: IGrantable, actions: string[]): Grant {
    const { pathArn } = this;
    return Grant.addToPrincipal({
      grantee,
      actions,
      resourceArns: [`${pathArn}/*`],
    }).combine(Grant.addToPrincipal({ grantee, actions: LIST_ACTIONS, resourceArns: [pathArn] }));
  }
}
