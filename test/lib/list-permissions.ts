import type { Template } from 'aws-cdk-lib/assertions';
import { writeOut } from './write-out';

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: unknown } };
}

/**
 * Lists the permissions of the role whose logical ID has a prefix, in one line for each action and resource:
 * `events:PutEvents on arn:… if StringEquals events:source=…`.
 */
export function listPermissions(template: Template, roleId: string): string[] {
  const policies = Object.values(template.findResources('AWS::IAM::Policy'));
  const statements: Statement[] = policies
    .filter(({ Properties }) => Properties.Roles[0].Ref.startsWith(roleId))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  return statements.flatMap(({ Effect, Action, Resource, Condition }) => {
    const prefix = Effect === 'Allow' ? '' : `${Effect} `;
    const suffix = Condition === undefined ? '' : ` if ${writeCondition(Condition)}`;
    return [Action].flat().flatMap((action) => {
      return [Resource].flat().map((resource) => {
        return `${prefix}${action} on ${writeOut(resource)}${suffix}`;
      });
    });
  });
}

function writeCondition(condition: NonNullable<Statement['Condition']>): string {
  const tests = Object.entries(condition).flatMap(([operator, keys]) => {
    return Object.entries(keys).map(([key, value]) => {
      return `${operator} ${key}=${[value].flat().map(writeOut).join()}`;
    });
  });
  return tests.join(' and ');
}
