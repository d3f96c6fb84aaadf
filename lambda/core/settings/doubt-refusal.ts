import { RouterError, type RouterErrorCode } from '../errors/router-error';
import type { Snapshot } from './snapshot';

type Dated = Pick<Snapshot, 'isStale'>;

/** Refusals that follow from settings, and what they become if the settings may be out of date. */
const DOUBTS: Partial<Record<RouterErrorCode, RouterErrorCode>> = {
  'unknown-operation': 'mapping-unavailable',
  'unknown-caller': 'callers-unavailable',
  'caller-not-allowed': 'callers-unavailable',
};

/**
 * Turns a refusal that clients take for final into one that they repeat, if Parameter Store could not be read: an operator
 * may have written what is missing.
 */
export function doubtRefusal(error: RouterError, { isStale = false }: Dated): RouterError {
  const code = isStale ? DOUBTS[error.code] : undefined;
  if (code === undefined) return error;
  const doubt = 'this may be out of date, because Parameter Store could not be read';
  return new RouterError(code, `${error.message}; ${doubt}; try again shortly`);
}

/** Decides by a snapshot, and doubts what it refuses. */
export function decideBy<Decision>(snapshot: Dated, decide: () => Decision): Decision {
  try {
    return decide();
  } catch (error) {
    throw error instanceof RouterError ? doubtRefusal(error, snapshot) : error;
  }
}
