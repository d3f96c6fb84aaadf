import { SERVICE_TIER_HEADER } from '../../contract';
import type { TieredModelId } from '../ids/tiered-model-id';
import { encodeText } from '../json/encode-text';
import type { Target } from '../routing/target';
import { BEDROCK_ACTIONS, type BedrockAction } from './bedrock-action';
import { writeServiceTier } from './converse-body';
import { type Headers, pickForwardedHeaders } from './forwarded-headers';
import { writeTopK } from './top-k';

/** One call as Bedrock is to receive it. */
export interface BedrockRequest {
  readonly action: BedrockAction;
  readonly baseModelId: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Writes the tier where the action wants it, and `topK` where the model does. `default` is asked for by silence. */
export function writeBedrockRequest(target: Target, candidate: TieredModelId): BedrockRequest {
  const { action } = target;
  const { baseModelId, tier } = candidate;
  const headers = pickForwardedHeaders(target.headers);
  const isInHeader = BEDROCK_ACTIONS[action].tierIn === 'header' && tier !== 'default';
  return {
    action,
    baseModelId,
    headers: isInHeader ? { ...headers, [SERVICE_TIER_HEADER]: tier } : headers,
    body: writeBody(target, candidate),
  };
}

function writeBody({ body, topK }: Target, { baseModelId, tier }: TieredModelId): Uint8Array {
  if ('opaque' in body) {
    return typeof body.opaque === 'string' ? encodeText([body.opaque]) : body.opaque;
  }
  const text = writeTopK(body.text, baseModelId, topK);
  return encodeText(writeServiceTier({ ...body, text }, tier));
}
