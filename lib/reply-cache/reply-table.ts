import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  type ITable,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import { REPLY_TABLE_KEYS } from '../../lambda/contract';
import { acknowledgeRule } from '../cdk/acknowledge-finding';
import { allowTableKey } from '../functions/table-key-access';
import type { DynamoDbReplyCacheOptions } from './reply-cache-options';

/** The table of cached answers. Losing it costs the calls that make them anew, so nothing of it is backed up. */
export class ReplyTable extends Table {
  constructor(
    scope: Construct,
    id: string,
    { encryptionKey, removalPolicy = RemovalPolicy.DESTROY }: DynamoDbReplyCacheOptions,
  ) {
    super(scope, id, {
      partitionKey: { name: REPLY_TABLE_KEYS.key, type: AttributeType.STRING },
      timeToLiveAttribute: REPLY_TABLE_KEYS.expiresAt,
      billingMode: BillingMode.PAY_PER_REQUEST,
      removalPolicy,
      ...(encryptionKey === undefined
        ? {}
        : { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
    });
    acknowledgeRule(this, {
      id: 'AwsSolutions-DDB3',
      reason: 'A backup would keep answers longer than the setting that allows the cache.',
    });
  }
}

/** Allows a function to look for answers and to store them. */
export function allowReplies(scope: IConstruct, { tableArn, encryptionKey }: ITable) {
  const actions = ['dynamodb:GetItem', 'dynamodb:PutItem'];
  const useTable = new PolicyStatement({ actions, resources: [tableArn] });
  return encryptionKey === undefined ? [useTable] : [useTable, allowTableKey(scope, encryptionKey)];
}
