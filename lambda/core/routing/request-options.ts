import { HEADERS } from '../../contract';
import { RouterError } from '../errors/router-error';
import type { Headers } from '../wire/forwarded-headers';
import { readCallerMetadata } from '../wire/metadata/caller-metadata';
import type { MetadataPairs } from '../wire/metadata/metadata-text';

/** What a caller asks of the router itself. */
export interface RequestOptions {
  /** The caller takes no other tier and no other model than the requested one. */
  readonly isStrict: boolean;
  /** The most milliseconds that the request may take; undefined if the caller leaves that to the router. */
  readonly timeoutMillis: number | undefined;
  /** For logs and for Bedrock's request metadata. */
  readonly metadata: MetadataPairs;
}

/** @throws RouterError `invalid-header` */
export function readRequestOptions(headers: Headers): RequestOptions {
  return {
    isStrict: readStrictTier(headers[HEADERS.strictTier] ?? 'false'),
    timeoutMillis: readTimeout(headers[HEADERS.timeout]),
    metadata: readCallerMetadata(headers),
  };
}

function readStrictTier(word: string): boolean {
  if (word === 'true' || word === 'false') return word === 'true';
  throw refuse(HEADERS.strictTier, word, 'true or false');
}

function readTimeout(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const millis = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (millis > 0) return millis;
  throw refuse(HEADERS.timeout, text, 'a whole number of milliseconds above 0');
}

function refuse(header: string, text: string, rule: string): RouterError {
  const received = JSON.stringify(text.slice(0, 64));
  return new RouterError('invalid-header', `${header} is ${received}; it may be ${rule}`);
}
