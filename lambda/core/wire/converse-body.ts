import { RouterError } from '../errors/router-error';
import { isJsonObject } from '../json/json-object';
import { DEEPEST_NESTING, isNestedTooDeeply } from '../json/nesting';
import { outlineJson } from '../json/outline-json';
import { RequestBody } from './request-body';

/**
 * Reads a Converse body. The router uses only a few members of it; the rest is opaque.
 *
 * @throws RouterError `invalid-body`, which gives the place at which it stops being JSON
 */
export function readConverseBody(received: string | Uint8Array): RequestBody {
  const text = typeof received === 'string' ? received : decode(received);
  if (text.trim() === '') throw invalid('the body is empty; send a Converse request as JSON');
  if (isNestedTooDeeply(text)) {
    throw invalid(`the body is nested more than ${DEEPEST_NESTING} levels deep`);
  }
  const json = parse(text);
  if (isJsonObject(json)) return new RequestBody(text, json);
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

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(`the body is not JSON: unexpected ${describeFault(text)}`);
  }
}

/** The parser's own message quotes the caller's text around the fault, which must not be logged. */
function describeFault(text: string): string {
  const outline = outlineJson(text);
  if (outline.isJson || outline.position >= text.length) return 'end of text';
  const before = text.slice(0, outline.position);
  const line = before.split('\n').length;
  const column = outline.position - before.lastIndexOf('\n');
  return `character at line ${line}, column ${column}`;
}

function invalid(message: string): RouterError {
  return new RouterError('invalid-body', message);
}
