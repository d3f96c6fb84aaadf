import {
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { JobStore, StoredState } from '../../app/jobs/services';
import { type JOB_OBJECTS, jobKey } from '../../contract';
import type { JobState } from '../../core/jobs/state';
import type { JobSubmission } from '../../core/jobs/submission';

type JobObject = keyof typeof JOB_OBJECTS;

interface StoredObject {
  readonly bytes: Uint8Array;
  readonly version: string;
}

/** When a write is allowed. */
interface Condition {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: '*';
}

const JSON_TYPE = 'application/json';

/** S3 answers so if the object has another version, and if two conditional writes meet. */
const OTHER_VERSION: readonly number[] = [409, 412];

/** Jobs in a bucket. Its results are plain data, because its bundle has its own copy of every class. */
export class S3JobStore implements JobStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async createSubmission(submission: JobSubmission): Promise<boolean> {
    return this.#writeOnce(submission.jobId, 'submission', submission, { IfNoneMatch: '*' });
  }

  async readSubmission(jobId: string): Promise<JobSubmission | undefined> {
    const stored = await this.#read(jobId, 'submission');
    return stored && JSON.parse(decode(stored.bytes));
  }

  async readState(jobId: string): Promise<StoredState | undefined> {
    const stored = await this.#read(jobId, 'state');
    return stored && { state: JSON.parse(decode(stored.bytes)), version: stored.version };
  }

  async writeState(state: JobState, version: string | undefined): Promise<boolean> {
    const condition: Condition =
      version === undefined ? { IfNoneMatch: '*' } : { IfMatch: version };
    return this.#writeOnce(state.jobId, 'state', state, condition);
  }

  async writeRequest(jobId: string, body: Uint8Array): Promise<void> {
    await this.#write(jobId, 'request', { Body: body, ContentType: JSON_TYPE });
  }

  async readRequest(jobId: string): Promise<Uint8Array | undefined> {
    return (await this.#read(jobId, 'request'))?.bytes;
  }

  async writeResponse(jobId: string, body: Uint8Array, contentType: string): Promise<void> {
    await this.#write(jobId, 'response', { Body: body, ContentType: contentType });
  }

  async readResponse(jobId: string): Promise<Uint8Array | undefined> {
    return (await this.#read(jobId, 'response'))?.bytes;
  }

  async signResponse(jobId: string, seconds: number): Promise<string> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: jobKey(jobId, 'response') });
    return getSignedUrl(this.#client, command, { expiresIn: seconds });
  }

  /** A write whose answer was lost is repeated, and then meets itself. */
  async #writeOnce(
    jobId: string,
    object: JobObject,
    content: object,
    condition: Condition,
  ): Promise<boolean> {
    const text = JSON.stringify(content);
    try {
      await this.#write(jobId, object, { Body: text, ContentType: JSON_TYPE, ...condition });
      return true;
    } catch (error) {
      if (!OTHER_VERSION.includes(readStatus(error))) throw error;
      const stored = await this.#read(jobId, object);
      return stored !== undefined && decode(stored.bytes) === text;
    }
  }

  async #write(
    jobId: string,
    object: JobObject,
    input: Condition & { readonly Body: string | Uint8Array; readonly ContentType: string },
  ): Promise<void> {
    const place = { Bucket: this.#bucket, Key: jobKey(jobId, object) };
    await this.#client.send(new PutObjectCommand({ ...place, ...input }));
  }

  async #read(jobId: string, object: JobObject): Promise<StoredObject | undefined> {
    const place = { Bucket: this.#bucket, Key: jobKey(jobId, object) };
    try {
      const { Body, ETag } = await this.#client.send(new GetObjectCommand(place));
      if (Body === undefined || ETag === undefined) throw new Error('S3 answered without a body');
      return { bytes: await Body.transformToByteArray(), version: ETag };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function readStatus(error: unknown): number {
  return error instanceof S3ServiceException ? (error.$response?.statusCode ?? 0) : 0;
}
