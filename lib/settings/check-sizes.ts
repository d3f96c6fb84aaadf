import { Token } from 'aws-cdk-lib';
import type { RouterApiOptions } from '../api/router-api-options';
import type { RouterFunctionOptions } from '../functions/router-function-options';

type Sizes = Pick<RouterFunctionOptions, 'memorySize' | 'reservedConcurrency'> &
  Pick<RouterApiOptions, 'throttlingRateLimit' | 'throttlingBurstLimit'>;

/** Refuses numbers that would otherwise fail during the deployment. */
export function checkSizes(sizes: Sizes): void {
  const { memorySize, reservedConcurrency, throttlingRateLimit, throttlingBurstLimit } = sizes;
  const mayBeZero = { reservedConcurrency, throttlingRateLimit, throttlingBurstLimit };
  requireWholeNumber('memorySize', memorySize, { least: 128, most: 10_240 });
  for (const [name, value] of Object.entries(mayBeZero)) {
    requireWholeNumber(name, value, { least: 0 });
  }
}

function requireWholeNumber(
  name: string,
  value: number | undefined,
  { least, most = Number.POSITIVE_INFINITY }: { readonly least: number; readonly most?: number },
): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const bound = Number.isFinite(most) ? `from ${least} to ${most}` : `of at least ${least}`;
  throw new Error(`${name} must be a whole number ${bound}, got ${value}`);
}
