/** Stands in every prompt, answer and key, and must not appear in any log line. */
export const MARK = 'SOAK';

/** With the number of the request. */
export const MARK_PATTERN = /SOAK-(\d+)-/;

/** Key of the request metadata under which a receipt has the number of its request. */
export const NUMBER_KEY = 'soak';

/** The number of the request that a body of a Bedrock call belongs to; NaN if it has no mark. */
export function readMarkedNumber(body: Buffer): number {
  return Number(MARK_PATTERN.exec(body.toString('latin1', 0, 500))?.[1]);
}
