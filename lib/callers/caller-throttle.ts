import { Token } from 'aws-cdk-lib';
import type { ThrottleSettings } from 'aws-cdk-lib/aws-apigateway';

/** Refuses numbers that would make the deployment fail, or that would throttle every request. */
export function checkThrottle(name: string, { rateLimit, burstLimit }: ThrottleSettings): void {
  if (!isUnknown(rateLimit) && !(rateLimit > 0 && Number.isFinite(rateLimit))) {
    throw new Error(
      `throttle.rateLimit of the caller "${name}" must be a number above 0, got ${rateLimit}`,
    );
  }
  if (!isUnknown(burstLimit) && !(Number.isInteger(burstLimit) && burstLimit >= 1)) {
    throw new Error(
      `throttle.burstLimit of the caller "${name}" must be a whole number of at least 1, got ${burstLimit}`,
    );
  }
}

/**
 * Sets both numbers of a throttle if the user sets one. API Gateway does not document the effect of one number alone.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
 */
export function completeThrottle(throttle: ThrottleSettings = {}): ThrottleSettings | undefined {
  const { rateLimit, burstLimit } = throttle;
  if (rateLimit === undefined) {
    return burstLimit === undefined ? undefined : { rateLimit: burstLimit, burstLimit };
  }
  return { rateLimit, burstLimit: burstLimit ?? roundUp(rateLimit) };
}

function roundUp(rateLimit: number): number {
  return Token.isUnresolved(rateLimit) ? rateLimit : Math.ceil(rateLimit);
}

function isUnknown(value: number | undefined): value is undefined {
  return value === undefined || Token.isUnresolved(value);
}
