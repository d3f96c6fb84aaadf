import { SERVICE_TIER_HEADER } from '../../contract';
import { RouterError } from '../errors/router-error';
import { requireServiceTier, type ServiceTier } from '../ids/service-tier';
import type { Headers } from './forwarded-headers';

/**
 * Reads the tier that a request asks for, which wins over a model ID's suffix.
 *
 * | header     | body   | asked      |
 * |------------|--------|------------|
 * | –          | –      | –          |
 * | `priority` | –      | `priority` |
 * | –          | `flex` | `flex`     |
 * | `priority` | `flex` | refused    |
 *
 * @throws RouterError `invalid-tier` or `conflicting-tiers`
 */
export function readAskedTier(
  headers: Headers,
  bodyTier: ServiceTier | undefined,
): ServiceTier | undefined {
  const text = headers[SERVICE_TIER_HEADER];
  if (text === undefined) return bodyTier;
  const headerTier = requireServiceTier(text, SERVICE_TIER_HEADER);
  if (bodyTier === undefined || bodyTier === headerTier) return headerTier;
  throw new RouterError(
    'conflicting-tiers',
    `the header asks for service tier "${headerTier}" and the body for "${bodyTier}"; send one of them`,
  );
}
