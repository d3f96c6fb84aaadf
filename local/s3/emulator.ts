import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { PlannedFailures } from '../planned-failures';
import { respondToCall, type ServiceResponse } from '../respond-to-call';
import { type Bucket, OBJECT_CALLS, type ObjectCall, S3Error } from './object-calls';
import { isPresigned, verifyPresigned } from './verify-presigned';

/** A call that was answered. */
export interface S3Call {
  /** E.g. `GetObject`. */
  readonly operation: string;
  /** E.g. `example-bucket/pages/1.png`. */
  readonly object: string;
  readonly expectedOwner: string | undefined;
}

const OWNER = '111122223333';

const ERRORS = {
  throttle: composeError(new S3Error(503, 'SlowDown')),
  internal: composeError(new S3Error(500, 'InternalError')),
} as const;

/**
 * Emulates objects of S3, addressed by path: `/<bucket>/<key>`. Every bucket exists, and is owned by the account
 * 111122223333. Writes may be conditional. A presigned URL must have a valid signature that has not expired.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export class S3Emulator {
  /** `<bucket>/<key>` → its content. */
  readonly objects = new Map<string, Uint8Array>();

  /** The buckets whose objects may be neither read nor written. */
  readonly deniedBuckets = new Set<string>();

  /** The number of the next calls that are denied. */
  deniedCalls = 0;

  /** Planned failures. They also apply to the SDK's retries. */
  readonly failures = new PlannedFailures();

  readonly #bucket: Bucket = { objects: this.objects, contentTypes: new Map() };
  #journal: S3Call[] = [];

  /** The calls that were answered, oldest first. */
  get journal(): readonly S3Call[] {
    return this.#journal;
  }

  /** Forgets everything that a test has put here. */
  clear(): void {
    this.objects.clear();
    this.#bucket.contentTypes.clear();
    this.deniedBuckets.clear();
    this.deniedCalls = 0;
    this.failures.clear();
    this.#journal = [];
  }

  /** Whether a request on a shared server is meant for this service. It is signed for it. */
  accepts({ headers, url = '' }: IncomingMessage): boolean {
    return (headers.authorization?.includes('/s3/aws4_request') ?? false) || isPresigned(url);
  }

  readonly listener: RequestListener = (request, response) => {
    // Answering fails only if the client has disconnected.
    this.#serve(request, response).catch(() => response.destroy());
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const { pathname, searchParams: query } = new URL(url, 'http://s3');
    const object = decodeURIComponent(pathname.slice(1));
    const isList = query.get('list-type') === '2';
    const found = OBJECT_CALLS[isList ? 'LIST' : method];
    const call = { object, query, headers, body: await buffer(request) };
    await respondToCall(response, {
      failure: this.failures.take(found?.operation ?? ''),
      errors: ERRORS,
      perform: () => {
        try {
          if (isPresigned(url)) verifyPresigned(request, Date.now());
          return this.#perform(response, call, found);
        } catch (error) {
          if (error instanceof S3Error) return composeError(error);
          throw error;
        }
      },
    });
  }

  #perform(
    response: ServerResponse,
    call: ObjectCall,
    found: (typeof OBJECT_CALLS)[string] | undefined,
  ): ServiceResponse<string | Uint8Array> {
    if (found === undefined) throw new S3Error(405, 'MethodNotAllowed');
    const { object, headers } = call;
    const owner = headers['x-amz-expected-bucket-owner'];
    const expectedOwner = Array.isArray(owner) ? owner[0] : owner;
    this.#journal.push({ operation: found.operation, object, expectedOwner });
    if (this.#takeDenial(object) || (expectedOwner ?? OWNER) !== OWNER)
      throw new S3Error(403, 'AccessDenied');
    const { status = 200, body = '', ...answer } = found.perform(call, this.#bucket);
    for (const [name, value] of Object.entries(answer.headers ?? {})) {
      response.setHeader(name, value);
    }
    return { status, body };
  }

  #takeDenial(object: string): boolean {
    if (this.deniedBuckets.has(object.split('/')[0] ?? '')) return true;
    if (this.deniedCalls === 0) return false;
    this.deniedCalls -= 1;
    return true;
  }
}

function composeError({ status, code }: S3Error): ServiceResponse {
  const message = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, body: message };
}
