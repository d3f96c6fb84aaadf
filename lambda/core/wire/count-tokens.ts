import { RouterError } from '../errors/router-error';
import { readFoundationModelId } from '../ids/profile-prefix';
import { createInvokeWire, readOpaque } from './invoke';
import { readReplyFacts } from './reply-facts';
import type { Wire } from './wire';

const INVOKE = createInvokeWire('count-tokens', { isStreaming: false });

/**
 * CountTokens: counts are the same on every tier, so a call names none, and it has no place for metadata. Models count
 * differently, so no other model answers for the one that is asked. The body wraps a request in Converse's format or in a
 * family's, and passes as bytes.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html
 */
export const COUNT_TOKENS_WIRE: Wire = {
  ...INVOKE,
  tiers: [],
  nameModel: requireFoundationModel,
  sharesBody: () => false,
  read: ({ settings: _, ...request }) => readOpaque(request, undefined),
  addMetadata: (request) => request,
  readReply: (headers, text) => readReplyFacts(headers, text, () => ({})),
  write: (request, { baseModelId }, catalog) =>
    INVOKE.write(request, { baseModelId, tier: 'default' }, catalog),
};

/** CountTokens takes IDs of foundation models alone, and refuses those of inference profiles. */
function requireFoundationModel(baseModelId: string): string {
  const model = readFoundationModelId(baseModelId);
  if (model !== undefined) return model;
  throw new RouterError(
    'invalid-model-id',
    `CountTokens takes the ID of a foundation model, which this ARN of type "${readResourceType(baseModelId)}" does not name; ` +
      'send the ID of the model behind it',
  );
}

function readResourceType(arn: string): string {
  return (arn.split(':')[5] ?? '').split('/')[0]?.slice(0, 64) ?? '';
}
