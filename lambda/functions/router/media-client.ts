/**
 * The client of S3, in a bundle of its own: it would slow every cold start. The first event of the LambdaHook with media that
 * a model needs as bytes loads it.
 */
import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { S3MediaStore } from '../../adapters/s3/media-store';
import type { MediaStore } from '../../app/media/media-store';
import { TIMES } from '../../core/settings/times';

export function openMediaStore(): MediaStore {
  const requestHandler = new NodeHttpHandler({
    connectionTimeout: TIMES.mediaConnectionMillis,
    requestTimeout: TIMES.mediaCallMillis,
    throwOnRequestTimeout: true,
  });
  return new S3MediaStore(new S3Client({ maxAttempts: 2, requestHandler }));
}
