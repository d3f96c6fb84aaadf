import { HEADERS } from '../../contract';
import { RouterError } from '../errors/router-error';
import type { Headers } from '../wire/forwarded-headers';
import { readCallerMetadata } from '../wire/metadata/caller-metadata';
import type { MetadataPairs } from '../wire/metadata/metadata-text';

/** What a caller asks of the router itself. */
export interface RequestOptions {
  /** The caller takes no other tier and no other model than the requested one. */
  readonly isStrict: boolean;
  /** For logs and for Bedrock's request metadata. */
  readonly metadata: MetadataPairs;
}

/** @throws RouterError `invalid-header` */
export function readRequestOptions(headers: Headers): RequestOptions {
  requireTimeout(headers);
  return {
    isStrict: readStrictTier(headers[HEADERS.strictTier] ?? 'false'),
    metadata: readCallerMetadata(headers),
  };
}

/**
 * Finds the most milliseconds that a request may take. Undefined if the caller leaves that to the router, and if what it
 * sent is refused later. The time includes the wait for settings, so it is read before them.
 */
export function findTimeoutMillis(headers: Headers): number | undefined {
  const text = headers[HEADERS.timeout] ?? '';
  const millis = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return millis > 0 ? millis : undefined;
}

function readStrictTier(word: string): boolean {
  if (word === 'true' || word === 'false') return word === 'true';
  throw refuse(HEADERS.strictTier, word, 'true or false');
}

function requireTimeout(headers: Headers): void {
  const text = headers[HEADERS.timeout];
  if (text === undefined || findTimeoutMillis(headers) !== undefined) return;
  throw refuse(HEADERS.timeout, text, 'a whole number of milliseconds above 0');
}

function refuse(header: string, text: string, rule: string): RouterError {
  const received = JSON.stringify(text.slice(0, 64));
  return new RouterError('invalid-header', `${header} is ${received}; it may be ${rule}`);
}
