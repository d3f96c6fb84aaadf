import { SERVICE_TIERS } from '../../lambda/core/ids/service-tier';
import type { Target } from '../../lambda/core/routing/target';
import { NOVA } from './fake-router';
import { readRequest } from './read-request';

/** A Converse call of extraction on flex, with whatever a test wants otherwise. */
export function composeTarget(differences: Partial<Target> = {}): Target {
  return {
    caller: undefined,
    bounds: { models: 'any', tiers: SERVICE_TIERS },
    action: 'converse',
    operation: 'extraction',
    mappingVersion: '3',
    baseModelId: NOVA,
    suffixTier: 'flex',
    requestedTier: 'flex',
    fallbacks: [],
    timeoutMillis: undefined,
    isStrict: false,
    metadata: {},
    request: readRequest(),
    ...differences,
  };
}
