export const DEFAULT_PARAMETER_PREFIX = '/bedrock-tier-router';

/**
 * Operation → route, by default in the construct and in the local router. A page is classified while somebody waits, extracted
 * overnight, and assessed at the ordinary price.
 */
export const DEFAULT_OPERATIONS = {
  classification: 'us.amazon.nova-2-lite-v1:0:priority',
  extraction: 'us.amazon.nova-2-lite-v1:0:flex',
  assessment: 'us.amazon.nova-2-lite-v1:0',
} as const;

/** The sections of Parameter Store below the prefix. */
export const SECTIONS = {
  /** `<prefix>/operations/<operation>`: a route. */
  operations: 'operations',
  /** `<prefix>/settings/<operation>`: what else holds for an operation, a JSON document. */
  settings: 'settings',
  /** `<prefix>/callers/<apiKeyId>`: a caller's policy, a JSON document. */
  callers: 'callers',
  /** `<prefix>/prices`: a JSON document with prices that replace those of the catalog. */
  prices: 'prices',
  /** `<prefix>/catalog`: a JSON document with facts about models that replace built-in ones. */
  catalog: 'catalog',
} as const;

/** `<prefix>/overrides/…` repeats the sections. What operators write there replaces what the deploy wrote. */
export const OVERRIDES = 'overrides';

export function operationsPath(parameterPrefix: string): string {
  return `${parameterPrefix}/${SECTIONS.operations}`;
}

export function callersPath(parameterPrefix: string): string {
  return `${parameterPrefix}/${SECTIONS.callers}`;
}

export function pricesParameter(parameterPrefix: string): string {
  return `${parameterPrefix}/${SECTIONS.prices}`;
}

export function catalogParameter(parameterPrefix: string): string {
  return `${parameterPrefix}/${SECTIONS.catalog}`;
}

export function settingsPath(parameterPrefix: string): string {
  return `${parameterPrefix}/${SECTIONS.settings}`;
}

/** The prefix of the operators' own values, e.g. `operationsPath(overridesPrefix(prefix))`. */
export function overridesPrefix(parameterPrefix: string): string {
  return `${parameterPrefix}/${OVERRIDES}`;
}

/** The name, below the prefix, of {@link ownerParameter}. */
export const OWNER = 'owner';

/** Holds the ID of the stack that owns the prefix. A second router under the prefix fails on this name. */
export function ownerParameter(parameterPrefix: string): string {
  return `${parameterPrefix}/${OWNER}`;
}

/**
 * The value of the metric dimension `service` and of the log key `service`: the prefix without its first slash. A prefix that
 * is known only at the deployment stays as it is, so the construct has to take off its slash by functions of CloudFormation.
 */
export function serviceNameOf(parameterPrefix: string): string {
  return parameterPrefix.replace(/^\//, '');
}
