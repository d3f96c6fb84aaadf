import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { BedrockTierRouterProps } from '../bedrock-tier-router-props';
import { omitUndefined } from '../cdk/omit-undefined';

export type RouterLogsOptions = Pick<BedrockTierRouterProps, 'logRetention' | 'encryptionKey'>;

export interface RouterLogsProps extends RouterLogsOptions {
  /**
   * Where a service insists on a name of its own. Such a group goes with the stack: one that stayed would stand in the
   * way of the next that needs the name.
   */
  readonly logGroupName?: string;
}

/** A log group that is kept and encrypted as the user asked. */
export class RouterLogs extends LogGroup {
  constructor(scope: Construct, id: string, props: RouterLogsProps) {
    super(scope, id, {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy:
        props.logGroupName === undefined ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
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
