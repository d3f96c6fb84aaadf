import { RouterError } from '../errors/router-error';
import { DEEPEST_NESTING, type JsonFault, MOST_MEMBERS } from '../json/outline-json';
import { RequestBody } from './request-body';

/**
 * Reads a Converse body. The router uses only a few members of it; the rest is opaque.
 *
 * @throws RouterError `invalid-body`, which gives the place at which it stops being JSON
 */
export function readConverseBody(received: string | Uint8Array): RequestBody {
  const text = typeof received === 'string' ? received : decode(received);
  if (text.trim() === '') throw invalid('the body is empty; send a Converse request as JSON');
  const body = new RequestBody(text);
  const { outline } = body;
  if (!outline.isJson) throw invalid(describeFault(text, outline));
  if (text.trimStart().startsWith('{')) return body;
  throw invalid('the body is JSON but not an object; send a Converse request');
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A lenient decoder would replace invalid bytes and drop a byte order mark, which changes the caller's body. */
function decode(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    throw invalid('the body is not UTF-8; send a Converse request as JSON');
  }
}

interface Fault {
  readonly position: number;
  readonly fault: JsonFault;
}

/** A parser's own message would quote the caller's text around the fault, which must not be logged. */
function describeFault(text: string, { position, fault }: Fault): string {
  switch (fault) {
    case 'nesting':
      return `the body is nested more than ${DEEPEST_NESTING} levels deep`;
    case 'members':
      return `the outer objects of the body have more than ${MOST_MEMBERS} members`;
    case 'syntax':
      return `the body is not JSON: unexpected ${describePlace(text, position)}`;
    default:
      return fault satisfies never;
  }
}

function describePlace(text: string, position: number): string {
  if (position >= text.length) return 'end of text';
  const before = text.slice(0, position);
  const line = before.split('\n').length;
  const column = position - before.lastIndexOf('\n');
  return `character at line ${line}, column ${column}`;
}

function invalid(message: string): RouterError {
  return new RouterError('invalid-body', message);
}
