import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { BUDGET_TABLE_KEYS } from '../../lambda/contract';

export interface BudgetTableProps {
  readonly encryptionKey?: IKey | undefined;
}

/**
 * The table of the callers' costs. An item for each caller and period expires. Deleting the stack keeps the table, but
 * a deployment that fails deletes a table that it created itself.
 */
export class BudgetTable extends Table {
  constructor(scope: Construct, id: string, { encryptionKey }: BudgetTableProps) {
    super(scope, id, {
      partitionKey: { name: BUDGET_TABLE_KEYS.caller, type: AttributeType.STRING },
      sortKey: { name: BUDGET_TABLE_KEYS.period, type: AttributeType.STRING },
      timeToLiveAttribute: BUDGET_TABLE_KEYS.expiresAt,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...(encryptionKey === undefined
        ? {}
        : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
    });
  }
}
