import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { PlannedFailures } from '../planned-failures';
import { respondToCall, type ServiceResponse } from '../respond-to-call';

/** A call of GetObject that was answered. */
export interface GetObjectCall {
  /** E.g. `example-bucket/pages/1.png`. */
  readonly object: string;
  readonly expectedOwner: string | undefined;
}

const OWNER = '111122223333';

const ERRORS = {
  throttle: composeError(503, 'SlowDown'),
  internal: composeError(500, 'InternalError'),
} as const;

/**
 * Emulates GetObject of S3, addressed by path: `/<bucket>/<key>`. Buckets are owned by the account 111122223333.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export class S3Emulator {
  /** `<bucket>/<key>` → its content. */
  readonly objects = new Map<string, Uint8Array>();

  /** The buckets that may not be read. */
  readonly deniedBuckets = new Set<string>();

  /** Planned failures. They also apply to the SDK's retries. */
  readonly failures = new PlannedFailures();

  #journal: readonly GetObjectCall[] = [];

  /** The calls that were answered, oldest first. */
  get journal(): readonly GetObjectCall[] {
    return this.#journal;
  }

  /** Forgets everything that a test has put here. */
  clear(): void {
    this.objects.clear();
    this.deniedBuckets.clear();
    this.failures.clear();
    this.#journal = [];
  }

  /** Whether a request on a shared server is meant for this service. It is signed for it. */
  accepts({ headers }: IncomingMessage): boolean {
    return headers.authorization?.includes('/s3/aws4_request') ?? false;
  }

  readonly listener: RequestListener = (request, response) => {
    // Answering fails only if the client has disconnected.
    this.#serve(request, response).catch(() => response.destroy());
  };

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('content-type', 'application/octet-stream');
    await respondToCall(response, {
      failure: this.failures.take('GetObject'),
      errors: ERRORS,
      perform: () => this.#getObject(request),
    });
  }

  #getObject({ method, url = '', headers }: IncomingMessage): ServiceResponse<string | Uint8Array> {
    if (method !== 'GET') return composeError(405, 'MethodNotAllowed');
    const object = decodeURIComponent(new URL(url, 'http://s3').pathname.slice(1));
    const expectedOwner = readHeader(headers['x-amz-expected-bucket-owner']);
    this.#journal = [...this.#journal, { object, expectedOwner }];
    const isDenied = this.deniedBuckets.has(object.split('/')[0] ?? '');
    if (isDenied || (expectedOwner ?? OWNER) !== OWNER) return composeError(403, 'AccessDenied');
    const content = this.objects.get(object);
    return content === undefined ? composeError(404, 'NoSuchKey') : { status: 200, body: content };
  }
}

function readHeader(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function composeError(status: number, code: string): ServiceResponse {
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>` };
}
