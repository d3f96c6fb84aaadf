import { RouterError } from '../errors/router-error';
import { DEEPEST_NESTING, MOST_MEMBERS, MOST_PARTS } from '../json/json-scanner';
import type { JsonOutline } from '../json/outline-json';
import type { RequestBody } from './request-body';

/**
 * Refuses a body that is too large in its parts to be read, for uses that must not overlook any of it. Bedrock refuses one
 * that is not JSON.
 *
 * @throws RouterError `invalid-body`
 */
export function requireReadable({ text, outline }: RequestBody): void {
  if (outline.isJson || outline.fault === 'syntax') return;
  throw new RouterError('invalid-body', describeFault(text, outline));
}

type Fault = Extract<JsonOutline, { readonly isJson: false }>;

/** Says why a body is refused. A parser's own message would quote the caller's text around the fault, which must not be logged. */
export function describeFault(text: string, { position, fault }: Fault): string {
  switch (fault) {
    case 'nesting':
      return `the body is nested more than ${DEEPEST_NESTING} levels deep`;
    case 'members':
      return `the outer objects of the body have more than ${MOST_MEMBERS} members`;
    case 'parts':
      return `the body has more than ${MOST_PARTS} arrays, objects, strings and members`;
    case 'syntax':
      return `the body is not JSON: unexpected ${describePlace(text, position)}`;
    default:
      return fault satisfies never;
  }
}

function describePlace(text: string, position: number): string {
  if (position >= text.length) return 'end of text';
  let line = 1;
  let lineStart = 0;
  for (
    let end = text.indexOf('\n');
    end !== -1 && end < position;
    end = text.indexOf('\n', lineStart)
  ) {
    line += 1;
    lineStart = end + 1;
  }
  return `character at line ${line}, column ${position - lineStart + 1}`;
}
