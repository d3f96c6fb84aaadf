import { RouterError } from '../errors/router-error';
import { readServiceTier, SERVICE_TIERS, type ServiceTier } from '../ids/service-tier';

/** Where a request may ask for a tier; the suffix is that of the model ID it goes to. */
export interface AskedTiers {
  readonly header: ServiceTier | undefined;
  readonly body: ServiceTier | undefined;
  readonly suffix: ServiceTier;
}

/**
 * Settles which tier to ask of Bedrock: the request's own word wins over the suffix.
 *
 * | header     | body   | suffix    | requested  |
 * |------------|--------|-----------|------------|
 * | –          | –      | `flex`    | `flex`     |
 * | `priority` | –      | `flex`    | `priority` |
 * | –          | `flex` | `default` | `flex`     |
 * | `priority` | `flex` | any       | refused    |
 *
 * @throws RouterError `conflicting-tiers`
 */
export function chooseRequestedTier({ header, body, suffix }: AskedTiers): ServiceTier {
  if (header !== undefined && body !== undefined && header !== body) {
    throw new RouterError(
      'conflicting-tiers',
      `the header asks for service tier "${header}" and the body for "${body}"; send one of them`,
    );
  }
  return header ?? body ?? suffix;
}

/**
 * Reads a tier that a request names.
 *
 * @param place where it stood, for the message, e.g. `serviceTier.type`
 * @throws RouterError `invalid-tier`, listing the tiers
 */
export function requireServiceTier(text: string, place: string): ServiceTier {
  const tier = readServiceTier(text);
  if (tier !== undefined) return tier;
  throw new RouterError(
    'invalid-tier',
    `${place} is ${JSON.stringify(text.slice(0, 64))}; the service tiers are ${SERVICE_TIERS.join(', ')}`,
  );
}
