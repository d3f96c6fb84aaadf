import { Token } from 'aws-cdk-lib';
import type { RouterApiOptions } from '../api/router-api-options';
import type { RouterFunctionOptions } from '../functions/router-function-options';

type Sizes = Pick<RouterFunctionOptions, 'memorySize' | 'reservedConcurrency'> &
  Pick<RouterApiOptions, 'throttlingRateLimit' | 'throttlingBurstLimit'>;

/** Refuses numbers that would make the deployment fail. */
export function checkSizes(sizes: Sizes): void {
  const { memorySize, reservedConcurrency, throttlingRateLimit, throttlingBurstLimit } = sizes;
  const mayBeZero = { reservedConcurrency, throttlingRateLimit, throttlingBurstLimit };
  requireWholeNumber('memorySize', memorySize, { min: 128, max: 10_240 });
  for (const [name, value] of Object.entries(mayBeZero)) {
    requireWholeNumber(name, value, { min: 0 });
  }
}

function requireWholeNumber(
  name: string,
  value: number | undefined,
  { min, max = Number.POSITIVE_INFINITY }: { readonly min: number; readonly max?: number },
): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (Number.isInteger(value) && value >= min && value <= max) return;
  const bound = Number.isFinite(max) ? `from ${min} to ${max}` : `of at least ${min}`;
  throw new Error(`${name} must be a whole number ${bound}, got ${value}`);
}
