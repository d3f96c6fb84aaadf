export const NOVA = 'us.amazon.nova-2-lite-v1:0';
export const NOVA_PRO = 'us.amazon.nova-pro-v1:0';
export const NOVA_LITE = 'amazon.nova-lite-v1:0';
export const GEMMA = 'google.gemma-3-27b-it';
/** A model that has CountTokens. */
export const COUNTED = 'us.anthropic.claude-sonnet-4-6';

/** Operation → its route at the start. */
export const SOAK_OPERATIONS = {
  work: `${NOVA}:flex,${NOVA},${GEMMA}:flex`,
  urgent: `${NOVA_PRO}:priority,${NOVA}`,
  plain: NOVA_LITE,
  moving: `${NOVA}:flex`,
} as const;

export type SoakOperation = keyof typeof SOAK_OPERATIONS;

/** Routes that the soak writes for the operation `moving`. Each has one candidate. */
export const GOOD_ROUTES = [`${NOVA}:flex`, GEMMA] as const;

/** Values for the operation `moving` that the router must refuse. */
export const BAD_ROUTES = [`${NOVA},${NOVA}`, 'evil.model-v1:0'] as const;
