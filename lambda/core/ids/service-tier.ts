import { RouterError } from '../errors/router-error';

/**
 * The service tiers of Amazon Bedrock, spelled as its API spells them.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/service-tiers-inference.html
 */
export const SERVICE_TIERS = ['priority', 'default', 'flex', 'reserved', 'ultrafast'] as const;

export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** The tiers of Converse and InvokeModel. Those of OpenAI's wire are all. */
export const CONVERSE_TIERS: readonly ServiceTier[] = ['priority', 'default', 'flex', 'reserved'];

/** Every word that a person may write for a tier. Consoles and price lists say `standard` for `default`. */
export const SERVICE_TIER_WORDS = [...SERVICE_TIERS, 'standard'] as const;

/**
 * Reads a tier as a person writes it. Undefined if the text names none.
 *
 * | text       | tier      |
 * |------------|-----------|
 * | `flex`     | `flex`    |
 * | `standard` | `default` |
 * | `FLEX`     | undefined |
 */
export function readServiceTier(text: string): ServiceTier | undefined {
  if (text === 'standard') return 'default';
  return SERVICE_TIERS.find((tier) => tier === text);
}

/**
 * Reads a tier that a request names.
 *
 * @param place where the request names it, for the message, e.g. `serviceTier.type`
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
