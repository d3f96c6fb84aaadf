import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { omitUndefined } from '../lib/cdk/omit-undefined';
import type { Config } from './config-schema';

/** Imports the buckets of the configuration, each with its key, with which the function has to decrypt. */
export function importBuckets(
  scope: Construct,
  buckets: NonNullable<Config['lambdaHookBuckets']>,
): IBucket[] {
  return buckets.map(({ name, keyArn }) => {
    const encryptionKey =
      keyArn === undefined ? undefined : Key.fromKeyArn(scope, `Key-${name}`, keyArn);
    return Bucket.fromBucketAttributes(scope, `Bucket-${name}`, {
      bucketName: name,
      ...omitUndefined({ encryptionKey }),
    });
  });
}
