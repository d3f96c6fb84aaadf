import { SERVICE_TIER_HEADER } from '../contract';
import { BEDROCK_ACTIONS, type BedrockAction } from './bedrock-action';
import { writeServiceTier } from './converse-body';
import { type Headers, pickForwardedHeaders } from './forwarded-headers';
import type { ServiceTier } from './service-tier';
import type { Target } from './target';

/** One call as Bedrock is to receive it. */
export interface BedrockRequest {
  readonly action: BedrockAction;
  readonly baseModelId: string;
  readonly headers: Headers;
  readonly body: string | Uint8Array;
}

/** Writes the tier where the action wants it. `default` is asked for by silence. */
export function writeBedrockRequest(target: Target, tier: ServiceTier): BedrockRequest {
  const { action, baseModelId, body } = target;
  const headers = pickForwardedHeaders(target.headers);
  const isInHeader = BEDROCK_ACTIONS[action].tierIn === 'header' && tier !== 'default';
  return {
    action,
    baseModelId,
    headers: isInHeader ? { ...headers, [SERVICE_TIER_HEADER]: tier } : headers,
    body: 'opaque' in body ? body.opaque : writeServiceTier(body, tier),
  };
}
