/**
 * The service tiers of Amazon Bedrock, valued as its API spells them.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/service-tiers-inference.html
 */
export enum ServiceTier {
  /** Served before other requests, at a premium: for people who wait. */
  PRIORITY = 'priority',

  /** What Bedrock serves where no tier is named; consoles and price lists say "standard". */
  DEFAULT = 'default',

  /** Cheaper and slower under load: for batch work. */
  FLEX = 'flex',

  /** Capacity reserved beforehand; refused by Bedrock where the account has no reservation. */
  RESERVED = 'reserved',
}

/** Every tier, in the order in which people list them. */
export const ALL_SERVICE_TIERS: readonly ServiceTier[] = Object.values(ServiceTier);
