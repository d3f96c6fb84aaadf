/**
 * The service tiers of Amazon Bedrock, spelled as its API spells them.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/service-tiers-inference.html
 */
export const SERVICE_TIERS = ['priority', 'default', 'flex', 'reserved'] as const;

export type ServiceTier = (typeof SERVICE_TIERS)[number];

/** Every word a person may write for a tier: `standard` is how consoles and price lists call `default`. */
export const SERVICE_TIER_WORDS = [...SERVICE_TIERS, 'standard'] as const;

/**
 * Reads a tier as a person writes it; undefined where the text names none.
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
