import { Arn, ArnFormat, type ResourceEnvironment, Stack, Token } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { findDifference } from '../cdk/compare-places';
import { allowEvents } from '../functions/event-access';
import { allowTableKey } from '../functions/table-key-access';

/** Allows the function to update items, and to publish budget thresholds to EventBridge. */
export function allowBudgets(
  scope: IConstruct,
  { tableArn, encryptionKey }: ITable,
): PolicyStatement[] {
  const useTable = new PolicyStatement({ actions: ['dynamodb:UpdateItem'], resources: [tableArn] });
  const statements = [useTable, allowEvents(scope)];
  return encryptionKey === undefined
    ? statements
    : [...statements, allowTableKey(scope, encryptionKey)];
}

/** Refuses a table that the function cannot reach: it knows the table by its name. */
export function requireReachable(scope: IConstruct, table: ITable): void {
  const stack = Stack.of(scope);
  const where = findPlace(table);
  const place = findDifference(where, stack);
  if (place === undefined) return;
  throw new Error(
    `budgetTable must be in the ${place} of the router, ${stack[place]}, got a table in ${where[place]}`,
  );
}

/** The environment of an imported table is that of its stack, whatever its ARN says. */
function findPlace({ tableArn, env }: ITable): ResourceEnvironment {
  if (Token.isUnresolved(tableArn)) return env;
  const { account, region } = Arn.split(tableArn, ArnFormat.SLASH_RESOURCE_NAME);
  return { account: account ?? env.account, region: region ?? env.region };
}
