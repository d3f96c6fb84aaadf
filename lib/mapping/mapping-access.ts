import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

const READ_ACTIONS = ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory'];
const CHANGE_ACTIONS = [...READ_ACTIONS, 'ssm:PutParameter', 'ssm:DeleteParameter'];
const LIST_ACTIONS = ['ssm:GetParametersByPath'];

/**
 * Allows the function to list all parameters below the prefix. Permission to list a path covers all levels below it.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
 */
export function allowParameters(scope: IConstruct, parameterPrefix: string): PolicyStatement {
  return new PolicyStatement({
    actions: LIST_ACTIONS,
    resources: [parameterArn(scope, parameterPrefix)],
  });
}

/** Allows the grantee to read, change, add and delete one parameter. */
export function grantChangeParameter(grantee: IGrantable, arn: string): Grant {
  return Grant.addToPrincipal({ grantee, actions: CHANGE_ACTIONS, resourceArns: [arn] });
}

/** Allows the grantee to read one parameter and its history. */
export function grantReadParameter(grantee: IGrantable, arn: string): Grant {
  return Grant.addToPrincipal({ grantee, actions: READ_ACTIONS, resourceArns: [arn] });
}

/** Allows the grantee to list the parameters below a path, and to read them and their history. */
export function grantReadPath(grantee: IGrantable, pathArn: string): Grant {
  return grantPath(grantee, pathArn, READ_ACTIONS);
}

/** Allows the grantee to list the parameters below a path, and to read, change, add and delete them. */
export function grantChangePath(grantee: IGrantable, pathArn: string): Grant {
  return grantPath(grantee, pathArn, CHANGE_ACTIONS);
}

/** The ARN of a parameter, or of a path of parameters, by its name. */
export function parameterArn(scope: IConstruct, name: string): string {
  return Stack.of(scope).formatArn({
    service: 'ssm',
    resource: `parameter${name}`,
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
}

/**
 * To list a path, Parameter Store requires permission on the ARN of the path itself, without a trailing slash or star.
 *
 * @see https://github.com/aws/aws-dotnet-extensions-configuration/issues/108 for an error message that names this ARN
 */
function grantPath(grantee: IGrantable, pathArn: string, actions: string[]): Grant {
  const use = Grant.addToPrincipal({ grantee, actions, resourceArns: [`${pathArn}/*`] });
  const list = Grant.addToPrincipal({ grantee, actions: LIST_ACTIONS, resourceArns: [pathArn] });
  return use.combine(list);
}
