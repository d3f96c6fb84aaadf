import { Token } from 'aws-cdk-lib';
import type { RouterApiOptions } from '../api/router-api-options';
import type { RouterFunctionOptions } from '../functions/router-function-options';

export type Sizes = RouterFunctionOptions &
  Pick<RouterApiOptions, 'throttlingRateLimit' | 'throttlingBurstLimit'>;

/** Refuses numbers that would make the deployment fail, or that would refuse every request. */
export function checkSizes(sizes: Sizes): void {
  const { memorySize, reservedConcurrency, authorizerConcurrency } = sizes;
  requireWholeNumber('memorySize', memorySize, { min: 128, max: 10_240 });
  requireWholeNumber('reservedConcurrency', reservedConcurrency, { min: 0 });
  requireProvisioned(sizes);
  requireWholeNumber('authorizerConcurrency', authorizerConcurrency, { min: 1 });
  requireWholeNumber('throttlingBurstLimit', sizes.throttlingBurstLimit, { min: 1 });
  requireRate(sizes.throttlingRateLimit);
  requireVpc(sizes);
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

/** API Gateway takes fractions, e.g. 0.5 for a request in two seconds. */
function requireRate(rate: number | undefined): void {
  if (rate === undefined || Token.isUnresolved(rate)) return;
  if (rate > 0 && Number.isFinite(rate)) return;
  throw new Error(
    `throttlingRateLimit must be a number above 0, got ${rate}; reservedConcurrency: 0 stops every request`,
  );
}

function requireProvisioned(sizes: Sizes): void {
  const { provisionedConcurrency: provisioned, reservedConcurrency: reserved } = sizes;
  requireWholeNumber('provisionedConcurrency', provisioned, { min: 1 });
  if (provisioned === undefined || reserved === undefined) return;
  if ([provisioned, reserved].some(Token.isUnresolved) || provisioned <= reserved) return;
  throw new Error(
    `provisionedConcurrency must be at most reservedConcurrency, ${reserved}, got ${provisioned}`,
  );
}

function requireVpc({ vpc, vpcSubnets, securityGroups }: RouterFunctionOptions): void {
  if (vpc !== undefined) return;
  for (const [name, value] of Object.entries({ vpcSubnets, securityGroups })) {
    if (value !== undefined) throw new Error(`${name} is for a router with vpc, got no vpc`);
  }
}
