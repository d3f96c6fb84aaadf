import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { omitUndefined } from '../cdk/omit-undefined';

/** The options of every log group. */
export interface RouterLogsOptions {
  readonly logRetention?: RetentionDays;
  readonly encryptionKey?: IKey;
}

export interface RouterLogsProps extends RouterLogsOptions {
  /**
   * A name that an AWS service requires. A log group with this option is deleted with the stack. Otherwise the next
   * deployment would fail, because the name is taken.
   *
   * @default - CloudFormation generates a name, and deleting the stack keeps the log group. A deployment that fails deletes the log
   * groups that it created itself.
   */
  readonly logGroupName?: string;
}

/** A log group with the retention and the encryption of the options. */
export class RouterLogs extends LogGroup {
  constructor(scope: Construct, id: string, props: RouterLogsProps) {
    super(scope, id, {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy:
        props.logGroupName === undefined
          ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
          : RemovalPolicy.DESTROY,
      ...omitUndefined({ logGroupName: props.logGroupName, encryptionKey: props.encryptionKey }),
    });
    if (props.encryptionKey !== undefined) allowCloudWatchLogs(scope, props.encryptionKey);
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function allowCloudWatchLogs(scope: Construct, key: IKey): void {
  const { partition, region, account } = Stack.of(scope);
  const logs = new ServicePrincipal(`logs.${region}.amazonaws.com`).withConditions({
    ArnLike: {
      'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:*`,
    },
  });
  key.grantEncryptDecrypt(logs);
}
