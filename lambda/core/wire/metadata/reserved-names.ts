import { RouterError } from '../../errors/router-error';
import type { JsonMember } from '../../json/json-scanner';
import { outlineJson } from '../../json/outline-json';
import type { RequestBody } from '../request-body';

/** The header of the invoke actions. Its value is a JSON text. */
export const METADATA_HEADER = 'x-amzn-bedrock-request-metadata';

/** The member of a Converse body. */
export const METADATA_MEMBER = 'requestMetadata';

/** Bedrock takes white space in names, and readers of its logs may ignore it and the case. */
const RESERVED_NAME = /^\s*router-/i;

/** Whether only the router may write metadata with the name. */
export function isReservedName(name: string): boolean {
  return RESERVED_NAME.test(name);
}

export function describeReservedName(name: string): string {
  return (
    `has the key ${JSON.stringify(name.slice(0, 64))}; keys that begin with "router-" are the router's own, ` +
    'because invocation logs tell callers and operations apart by them'
  );
}

/**
 * Refuses metadata that only the router may write. If the body has the member twice, both are read, because readers differ
 * in which of the two they take.
 *
 * @throws RouterError `invalid-body`
 */
export function refuseForgedMember({ outline }: RequestBody): void {
  if (!outline.isJson) return;
  const written = outline.members.filter(({ name }) => name === METADATA_MEMBER);
  const forged = findReserved(written.flatMap(({ members = [] }) => members));
  if (forged === undefined) return;
  throw new RouterError('invalid-body', `${METADATA_MEMBER} ${describeReservedName(forged)}`);
}

/**
 * Refuses a header that has metadata of the router, or that cannot be checked for it. A header that is sent twice is no
 * JSON object.
 *
 * @throws RouterError `invalid-header`
 */
export function refuseForgedHeader(header: string | undefined): void {
  if (header === undefined) return;
  const outline = outlineJson(header);
  if (!outline.isJson || !/^\s*\{/.test(header)) {
    throw refuse('is not a JSON object; send it once, as {"team":"claims"}');
  }
  const forged = findReserved(outline.members);
  if (forged !== undefined) throw refuse(describeReservedName(forged));
}

function findReserved(members: readonly JsonMember[]): string | undefined {
  return members.map(({ name }) => name).find(isReservedName);
}

function refuse(problem: string): RouterError {
  return new RouterError('invalid-header', `${METADATA_HEADER} ${problem}`);
}
