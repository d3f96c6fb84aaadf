import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

const READ_ACTIONS = ['ssm:GetParameter', 'ssm:GetParameters', 'ssm:GetParameterHistory'];
const CHANGE_ACTIONS = ['ssm:PutParameter', 'ssm:DeleteParameter'];
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

/**
 * Allows the function to read parameters below the prefix by their names. The first request of an environment reads what it
 * needs so, instead of waiting for a long list.
 */
export function allowNamedParameters(scope: IConstruct, parameterPrefix: string): PolicyStatement {
  return new PolicyStatement({
    actions: ['ssm:GetParameters'],
    resources: [parameterArn(scope, `${parameterPrefix}/*`)],
  });
}

/** The ARNs of one parameter, or of one path, on both sides. */
export interface OverridableArns {
  /** What the deploy writes. */
  readonly deployed: string;
  /** What operators write, which wins. */
  readonly override: string;
}

/** Allows the grantee to read parameters and their history. */
export function grantRead(grantee: IGrantable, resourceArns: string[]): Grant {
  return Grant.addToPrincipal({ grantee, actions: READ_ACTIONS, resourceArns });
}

/**
 * Allows the grantee to list and read the parameters below both paths, and their history.
 *
 * To list a path, Parameter Store requires permission on the ARN of the path itself, without a trailing slash or star.
 *
 * @see https://github.com/aws/aws-dotnet-extensions-configuration/issues/108 for an error message that names this ARN
 */
export function grantReadPath(grantee: IGrantable, { deployed, override }: OverridableArns): Grant {
  const paths = [deployed, override];
  const read = grantRead(
    grantee,
    paths.map((path) => `${path}/*`),
  );
  const list = Grant.addToPrincipal({ grantee, actions: LIST_ACTIONS, resourceArns: paths });
  return read.combine(list);
}

/** Allows the grantee to read the parameters below both paths, and to change, add and delete overrides. */
export function grantChangePath(grantee: IGrantable, arns: OverridableArns): Grant {
  return grantReadPath(grantee, arns).combine(grantChange(grantee, `${arns.override}/*`));
}

/** Allows the grantee to read a parameter on both sides, and to change, add and delete its override. */
export function grantChangeParameter(grantee: IGrantable, arns: OverridableArns): Grant {
  const read = grantRead(grantee, [arns.deployed, arns.override]);
  return read.combine(grantChange(grantee, arns.override));
}

/** Where a router is deployed; where the stack is, if undefined. */
export interface ParameterPlace {
  readonly account?: string;
  readonly region?: string;
}

/** The ARN of a parameter, or of a path of parameters, by its name. */
export function parameterArn(scope: IConstruct, name: string, place: ParameterPlace = {}): string {
  return Stack.of(scope).formatArn({
    ...place,
    service: 'ssm',
    resource: `parameter${name}`,
    arnFormat: ArnFormat.NO_RESOURCE_NAME,
  });
}

function grantChange(grantee: IGrantable, arn: string): Grant {
  return Grant.addToPrincipal({ grantee, actions: CHANGE_ACTIONS, resourceArns: [arn] });
}
