/**
 * The service tiers of Amazon Bedrock. The values are those of its API.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/service-tiers-inference.html
 */
export enum ServiceTier {
  /** Served before other requests at a higher price; for requests that people wait for. */
  PRIORITY = 'priority',

  /** Bedrock's default if a request names no tier. Consoles and price lists call it "standard". */
  DEFAULT = 'default',

  /** Cheaper, and slower under load; for batch work. */
  FLEX = 'flex',

  /** Reserved capacity. Bedrock refuses it if the account has no reservation. */
  RESERVED = 'reserved',

  /**
   * Faster than priority, for a few models and at a multiple of their price. Only OpenAI's wire takes it. A request over
   * Converse or InvokeModel is sent without it.
   */
  ULTRAFAST = 'ultrafast',
}

/** Every tier, in the order of AWS's documentation. */
export const ALL_SERVICE_TIERS: readonly ServiceTier[] = Object.values(ServiceTier);
