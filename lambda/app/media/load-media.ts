import { RouterError } from '../../core/errors/router-error';
import type { LoadedMedia } from '../../core/wire/adaptation/inline-media';
import {
  isInlinable,
  type MediaLink,
  readS3Object,
  type S3Object,
} from '../../core/wire/adaptation/media-links';
import type { MediaReading, MediaStore } from './media-store';

/**
 * The most that one request may have inlined. Bedrock takes requests of 25 MB: 6 MB of an event, and base64 that has a third more
 * bytes than its media. A medium counts each time that the request names it.
 */
const MOST = { media: 100, mediumBytes: 10_000_000, totalBytes: 14_000_000 } as const;

export interface Loading {
  readonly store: MediaStore;
  /** The model that needs the bytes, for messages. */
  readonly baseModelId: string;
  readonly signal: AbortSignal;
}

/** An object, and the media that it is. */
interface Wanted {
  readonly uri: string;
  readonly kind: MediaLink['kind'];
  readonly object: S3Object;
  uses: number;
}

/**
 * Reads the media of a request, each object once. The first failure ends the other readings. Messages name the bucket and not
 * the key, which may be personal.
 *
 * @throws RouterError `invalid-media` or `media-unavailable`, or the reason of the signal
 */
export async function loadMedia(
  links: readonly MediaLink[],
  loading: Loading,
): Promise<LoadedMedia> {
  const wanted = listWanted(links, loading);
  const ending = new AbortController();
  const signal = AbortSignal.any([loading.signal, ending.signal]);
  const budget = { leftBytes: MOST.totalBytes };
  const load = async ({ uri, kind, object, uses }: Wanted) => {
    const accepts = (bytes: number) => takeBytes(budget, bytes, uses);
    const reading = await loading.store.read(object, { accepts, signal });
    loading.signal.throwIfAborted();
    return [uri, requireBytes(reading, { kind, object }, loading)] as const;
  };
  try {
    return new Map(await Promise.all(wanted.map(load)));
  } finally {
    ending.abort();
  }
}

function listWanted(links: readonly MediaLink[], loading: Loading): readonly Wanted[] {
  if (links.length > MOST.media) {
    throw invalid(loading, `there are ${links.length} of them, more than ${MOST.media}`);
  }
  const wanted = new Map<string, Wanted>();
  for (const { kind, location } of links) {
    const object = readS3Object(location);
    if (object === undefined) {
      throw invalid(loading, `the s3Location of this ${kind} is not s3://<bucket>/<key>`);
    }
    if (!isInlinable(kind)) {
      throw invalid(loading, `${kind} is too large for that; route to a model that takes links`);
    }
    const id = JSON.stringify(object);
    const known = wanted.get(id);
    if (known === undefined) {
      wanted.set(id, { uri: `s3://${object.bucket}/${object.key}`, kind, object, uses: 1 });
    } else known.uses += 1;
  }
  return [...wanted.values()];
}

function takeBytes(budget: { leftBytes: number }, bytes: number, uses: number): boolean {
  budget.leftBytes -= bytes * uses;
  return bytes <= MOST.mediumBytes && budget.leftBytes >= 0;
}

function requireBytes(
  reading: MediaReading,
  { kind, object }: Pick<Wanted, 'kind' | 'object'>,
  loading: Loading,
): Uint8Array {
  const medium = `the ${kind} in the bucket "${object.bucket}"`;
  switch (reading.kind) {
    case 'read':
      if (reading.bytes.length > 0) return reading.bytes;
      throw invalid(loading, `${medium} is empty`);
    case 'too-large':
      throw invalid(
        loading,
        `${medium} has more than ${MOST.mediumBytes} bytes, or all have more than ${MOST.totalBytes}`,
      );
    case 'denied':
      throw invalid(
        loading,
        `S3 denies ${medium}, or has none (${reading.error}); name the bucket in lambdaHookBuckets`,
      );
    case 'refused':
      throw invalid(loading, `S3 does not return ${medium} (${reading.error})`);
    case 'unavailable':
      throw new RouterError(
        'media-unavailable',
        describe(loading, `${medium} cannot be read now`),
        {
          cause: reading.cause,
        },
      );
    default:
      return reading satisfies never;
  }
}

function invalid(loading: Loading, problem: string): RouterError {
  return new RouterError('invalid-media', describe(loading, problem));
}

function describe({ baseModelId }: Loading, problem: string): string {
  return `${baseModelId} gets media of S3 as bytes, and ${problem}`;
}
