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

/**
 * The variants of the operation `work`; the rest goes by the mapping. Their first models read the same body of an invoke
 * call as the mapping's.
 */
export const WORK_VARIANTS = [
  { name: 'lite', route: `${NOVA_LITE}:flex,${NOVA}`, weight: 30 },
  { name: 'pro', route: `${NOVA_PRO},${NOVA_LITE}`, weight: 10 },
] as const;

/** Operation → settings. They change no body, so that charges follow from what clients sent. */
export const SOAK_SETTINGS = {
  work: { split: WORK_VARIANTS, retry: { attempts: 3, onStatuses: [429, 503] } },
  urgent: { when: [{ if: { stream: true }, route: `${NOVA},${NOVA_LITE}` }] },
  plain: { timeouts: { firstByteSeconds: 1, wholeSeconds: 5 } },
} as const;

export type SoakOperation = keyof typeof SOAK_OPERATIONS;

/** Routes that the soak writes for the operation `moving`. Each has one candidate. */
export const GOOD_ROUTES = [`${NOVA}:flex`, GEMMA] as const;

/** Values for the operation `moving` that the router must refuse. */
export const BAD_ROUTES = [`${NOVA},${NOVA}`, 'evil.model-v1:0'] as const;
