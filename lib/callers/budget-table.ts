import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { BUDGET_TABLE_KEYS } from '../../lambda/contract';
import { allowEvents } from '../functions/event-access';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html */
const KEY_ACTIONS = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:DescribeKey',
];

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

  /** Allows the function to update items, and to publish budget thresholds to EventBridge. */
  allowFunction(): PolicyStatement[] {
    const { tableArn, encryptionKey } = this;
    const useTable = new PolicyStatement({
      actions: ['dynamodb:UpdateItem'],
      resources: [tableArn],
    });
    const statements = [useTable, allowEvents(this)];
    return encryptionKey === undefined ? statements : [...statements, this.allowKey(encryptionKey)];
  }

  /** DynamoDB uses the key with the permissions of the principal that uses the table. */
  private allowKey({ keyArn }: IKey): PolicyStatement {
    const service = `dynamodb.${Stack.of(this).region}.amazonaws.com`;
    return new PolicyStatement({
      actions: KEY_ACTIONS,
      resources: [keyArn],
      conditions: { StringEquals: { 'kms:ViaService': service } },
    });
  }
}
