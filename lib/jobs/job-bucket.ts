import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { JOBS_PREFIX } from '../../lambda/contract';
import { acknowledgeRule } from '../cdk/acknowledge-finding';

export interface JobBucketProps {
  readonly retentionDays: number;
  readonly encryptionKey?: IKey | undefined;
}

/**
 * The bucket of what jobs are asked and answer. Deleting the stack keeps it, because answers may not have been fetched. S3
 * still deletes the objects when their retention ends. A deployment that fails deletes a bucket that it created itself.
 */
export class JobBucket extends Bucket {
  constructor(scope: Construct, id: string, { retentionDays, encryptionKey }: JobBucketProps) {
    super(scope, id, {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      lifecycleRules: [
        {
          id: 'retention',
          prefix: JOBS_PREFIX,
          expiration: Duration.days(retentionDays),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      ...(encryptionKey === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }),
    });
    acknowledgeRule(this, {
      id: 'AwsSolutions-S1',
      reason:
        'Only the functions of the router read and write objects, and their log names each job. Data events of CloudTrail can record the rest.',
    });
  }
}
