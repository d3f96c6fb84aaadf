import { ParameterStoreError } from './error';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined on the last page. */
  readonly nextToken: string | undefined;
}

/** @throws ParameterStoreError `InvalidNextToken` if no page returned the token */
export function cutPage<Item>(
  items: readonly Item[],
  size: number,
  token: string | undefined,
): Page<Item> {
  const start = token === undefined ? 0 : readToken(token);
  const end = start + size;
  return {
    items: items.slice(start, end),
    nextToken: end < items.length ? writeToken(end) : undefined,
  };
}

/** Tokens are opaque, so that clients do not compute them. */
function writeToken(start: number): string {
  return Buffer.from(`from ${start}`).toString('base64url');
}

function readToken(token: string): number {
  const start = /^from (\d+)$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (start !== undefined) return Number(start);
  throw new ParameterStoreError('InvalidNextToken', "The specified token isn't valid.");
}
