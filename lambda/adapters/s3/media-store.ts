import { GetObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { MediaReading, MediaStore, ReadingLimits } from '../../app/media/media-store';
import type { S3Object } from '../../core/wire/adaptation/media-links';

/** S3 also answers 403 for an object that does not exist, unless the bucket may be listed. */
const DENIED = 403;

/** S3 throttles with 503. */
const FIRST_SERVER_ERROR = 500;

/** Reads media from S3. Its results are plain data, because its bundle has its own copy of every class. */
export class S3MediaStore implements MediaStore {
  readonly #client: Pick<S3Client, 'send'>;

  constructor(client: Pick<S3Client, 'send'>) {
    this.#client = client;
  }

  async read(
    { bucket, key, owner }: S3Object,
    { accepts, signal }: ReadingLimits,
  ): Promise<MediaReading> {
    const command = new GetObjectCommand({
      Bucket: bucket,
      Key: key,
      ...(owner === undefined ? {} : { ExpectedBucketOwner: owner }),
    });
    // The body may break off or be left after this signal; the other readings continue.
    const ending = new AbortController();
    const abortSignal = AbortSignal.any([signal, ending.signal]);
    try {
      const { Body, ContentLength } = await this.#client.send(command, { abortSignal });
      if (Body === undefined || ContentLength === undefined) {
        return { kind: 'unavailable', cause: new Error('S3 answered without a body') };
      }
      if (accepts(ContentLength)) return { kind: 'read', bytes: await Body.transformToByteArray() };
      ending.abort();
      return { kind: 'too-large' };
    } catch (error) {
      return describeFailure(error);
    }
  }
}

function describeFailure(error: unknown): MediaReading {
  if (!(error instanceof S3ServiceException)) return { kind: 'unavailable', cause: error };
  const status = error.$response?.statusCode ?? FIRST_SERVER_ERROR;
  if (status >= FIRST_SERVER_ERROR) return { kind: 'unavailable', cause: error };
  return { kind: status === DENIED ? 'denied' : 'refused', error: error.name };
}
