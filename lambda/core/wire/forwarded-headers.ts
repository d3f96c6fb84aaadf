import { SERVICE_TIER_HEADER } from '../../contract';
import { RouterError } from '../errors/router-error';
import { readContentType } from './headers/content-type';
import { METADATA_HEADER, refuseForgedHeader } from './metadata/reserved-names';

/** Lower-case names. */
export type Headers = Readonly<Record<string, string>>;

const FORWARDED_NAMES: readonly string[] = ['content-type', 'accept', 'openai-beta'];
const FORWARDED_PREFIXES: readonly string[] = ['x-amzn-bedrock-', 'anthropic-'];

/**
 * Reads the headers of a request that Bedrock understands. Credentials, API keys and cookies are for the router, and
 * the tier is written for each call. A header that cannot be sent is refused; otherwise the call would fail as if Bedrock
 * were unreachable.
 *
 * @throws RouterError `unsupported-media-type`, or `invalid-header`, which does not repeat the value of a header that
 * may be a secret
 */
export function readForwardedHeaders(headers: Headers): Headers {
  const forwarded = Object.entries(headers).filter(([name]) => isForwarded(name));
  forwarded.forEach(requireSendable);
  refuseForgedHeader(headers[METADATA_HEADER]);
  return { ...Object.fromEntries(forwarded), 'content-type': readContentType(headers) };
}

function isForwarded(name: string): boolean {
  if (name === SERVICE_TIER_HEADER) return false;
  return (
    FORWARDED_NAMES.includes(name) || FORWARDED_PREFIXES.some((prefix) => name.startsWith(prefix))
  );
}

/** Characters that HTTP forbids in a header's value. A gateway may decode them out of a request. */
const FORBIDDEN_CHARACTER = /[^\t\x20-\x7e\x80-\xff]/u;
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/;

function requireSendable([name, value]: readonly [string, string]): void {
  if (!TOKEN.test(name)) {
    throw invalid(`${JSON.stringify(name.slice(0, 64))} is not a valid header name`);
  }
  const stray = FORBIDDEN_CHARACTER.exec(value);
  if (stray === null) return;
  const code = (stray[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  throw invalid(`${name} has the character U+${code}, which a header must not have`);
}

function invalid(message: string): RouterError {
  return new RouterError('invalid-header', message);
}
