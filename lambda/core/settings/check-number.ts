import * as v from 'valibot';
import { refuse } from './check-value';

/** Makes a schema for whole numbers within bounds, both of which are allowed. */
export function wholeNumberFrom(min: number, max = Number.MAX_SAFE_INTEGER) {
  const isBounded = max < Number.MAX_SAFE_INTEGER;
  const message = refuse(
    `a whole number ${isBounded ? `from ${min} to ${max}` : `of at least ${min}`}`,
  );
  return v.pipe(
    v.number(message),
    v.safeInteger(message),
    v.minValue(min, message),
    v.maxValue(max, message),
  );
}

/** Makes a schema for numbers above 0, up to a greatest one. */
export function numberAbove0(max = Number.MAX_VALUE) {
  const limit = max < Number.MAX_VALUE ? ` and at most ${max}` : '';
  const message = refuse(`a number above 0${limit}`);
  return v.pipe(v.number(message), v.gtValue(0, message), v.maxValue(max, message));
}
