import { RouterError } from '../errors/router-error';
import { describeFault } from './describe-fault';
import { RequestBody } from './request-body';

/**
 * Reads a body that is a JSON object. The router uses only a few members of it; the rest is opaque.
 *
 * @param expected what the endpoint takes, for the messages
 * @throws RouterError `invalid-body`, which gives the place at which it stops being JSON
 */
export function readJsonBody(
  received: string | Uint8Array | RequestBody,
  expected = 'a Converse request',
): RequestBody {
  if (received instanceof RequestBody) return received;
  const text = typeof received === 'string' ? received : decode(received, expected);
  if (text.trim() === '') throw invalid(`the body is empty; send ${expected} as JSON`);
  const body = new RequestBody(text);
  const { outline } = body;
  if (!outline.isJson) throw invalid(describeFault(text, outline));
  if (text.trimStart().startsWith('{')) return body;
  throw invalid(`the body is JSON but not an object; send ${expected}`);
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A lenient decoder would replace invalid bytes and drop a byte order mark, which changes the caller's body. */
function decode(bytes: Uint8Array, expected: string): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw invalid(`the body is not UTF-8; send ${expected} as JSON`);
  }
}

function invalid(message: string): RouterError {
  return new RouterError('invalid-body', message);
}
