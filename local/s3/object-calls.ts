import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** An error with S3's code. */
export class S3Error extends Error {
  override readonly name = 'S3Error';

  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

/** The objects of all buckets, by `<bucket>/<key>`. */
export interface Bucket {
  readonly objects: Map<string, Uint8Array>;
  readonly contentTypes: Map<string, string>;
}

export interface ObjectCall {
  /** `<bucket>/<key>`, or `<bucket>` of a list. */
  readonly object: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

interface ObjectAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Uint8Array;
}

interface ObjectOperation {
  readonly operation: string;
  readonly perform: (call: ObjectCall, bucket: Bucket) => ObjectAnswer;
}

/** HTTP method → the operation on an object. */
export const OBJECT_CALLS: Readonly<Record<string, ObjectOperation>> = {
  GET: { operation: 'GetObject', perform: getObject },
  HEAD: { operation: 'HeadObject', perform: headObject },
  PUT: { operation: 'PutObject', perform: putObject },
  DELETE: { operation: 'DeleteObject', perform: deleteObject },
  LIST: { operation: 'ListObjectsV2', perform: listObjects },
};

const DEFAULT_TYPE = 'application/octet-stream';
const MAX_KEYS = 1_000;

function getObject({ object, headers }: ObjectCall, bucket: Bucket): ObjectAnswer {
  const content = find(object, bucket);
  const described = describe(object, content, bucket);
  const range = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '');
  if (range === null) return { headers: described, body: content };
  const first = Number(range[1]);
  const last = Math.min(Number(range[2] || Infinity), content.length - 1);
  if (first > last) throw new S3Error(416, 'InvalidRange');
  const contentRange = `bytes ${first}-${last}/${content.length}`;
  const body = content.subarray(first, last + 1);
  return { status: 206, headers: { ...described, 'content-range': contentRange }, body };
}

function headObject({ object }: ObjectCall, bucket: Bucket): ObjectAnswer {
  const content = find(object, bucket);
  const described = describe(object, content, bucket);
  return { headers: { ...described, 'content-length': content.length } };
}

function putObject({ object, headers, body }: ObjectCall, bucket: Bucket): ObjectAnswer {
  // Its body would be in chunks, which are kept as they came.
  if (String(headers['x-amz-content-sha256']).startsWith('STREAMING-')) {
    throw new S3Error(501, 'NotImplemented');
  }
  const existing = bucket.objects.get(object);
  if (headers['if-none-match'] === '*' && existing !== undefined) {
    throw new S3Error(412, 'PreconditionFailed');
  }
  const expected = headers['if-match'];
  if (expected !== undefined && existing === undefined) throw new S3Error(404, 'NoSuchKey');
  if (expected !== undefined && existing && expected !== composeEtag(existing)) {
    throw new S3Error(412, 'PreconditionFailed');
  }
  bucket.objects.set(object, body);
  bucket.contentTypes.set(object, headers['content-type'] ?? DEFAULT_TYPE);
  return { headers: { etag: composeEtag(body) } };
}

function deleteObject({ object }: ObjectCall, bucket: Bucket): ObjectAnswer {
  bucket.objects.delete(object);
  return { status: 204 };
}

function listObjects({ object, query }: ObjectCall, { objects }: Bucket): ObjectAnswer {
  const root = `${object.replace(/\/$/, '')}/`;
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? query.get('start-after') ?? '';
  const keys = [...objects.keys()]
    .filter((name) => name.startsWith(root + prefix))
    .map((name) => name.slice(root.length))
    .filter((key) => key > after)
    .sort();
  const page = keys.slice(0, Number(query.get('max-keys') ?? MAX_KEYS));
  const isTruncated = page.length < keys.length;
  const contents = page.map((key) => {
    const content = objects.get(root + key) ?? new Uint8Array();
    const size = `<Size>${content.length}</Size><ETag>${composeEtag(content)}</ETag>`;
    return `<Contents><Key>${key}</Key>${size}</Contents>`;
  });
  const next = `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>`;
  const members = [
    `<IsTruncated>${isTruncated}</IsTruncated><KeyCount>${page.length}</KeyCount>`,
    ...(isTruncated ? [next] : []),
    ...contents,
  ];
  const xml = `<?xml version="1.0"?><ListBucketResult>${members.join('')}</ListBucketResult>`;
  return { headers: { 'content-type': 'application/xml' }, body: xml };
}

function find(object: string, { objects }: Bucket): Uint8Array {
  const content = objects.get(object);
  if (content === undefined) throw new S3Error(404, 'NoSuchKey');
  return content;
}

function describe(object: string, content: Uint8Array, { contentTypes }: Bucket) {
  const contentType = contentTypes.get(object) ?? DEFAULT_TYPE;
  return { etag: composeEtag(content), 'content-type': contentType };
}

function composeEtag(content: Uint8Array): string {
  return `"${createHash('md5').update(content).digest('hex')}"`;
}
