import { RouterError, type RouterErrorCode } from '../errors/router-error';
import type { Snapshot } from './snapshot';

/** Refusals that follow from settings, and what they become if the settings may be out of date. */
const DOUBTS: Partial<Record<RouterErrorCode, RouterErrorCode>> = {
  'unknown-operation': 'mapping-unavailable',
  'unknown-caller': 'callers-unavailable',
  'caller-not-allowed': 'callers-unavailable',
};

/**
 * Turns a refusal that clients take for final into one that they repeat, if Parameter Store could not be read: an operator
 * may have written what is missing.
 *
 * @param snapshot what the refusal follows from; undefined if there was none yet
 */
export function doubtRefusal(
  error: RouterError,
  snapshot: Pick<Snapshot, 'isStale'> | undefined,
): RouterError {
  const code = snapshot?.isStale === true ? DOUBTS[error.code] : undefined;
  if (code === undefined) return error;
  const doubt = 'this may be out of date, because Parameter Store could not be read';
  return new RouterError(code, `${error.message}; ${doubt}; try again shortly`);
}
