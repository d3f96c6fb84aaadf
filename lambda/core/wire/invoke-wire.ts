import { SERVICE_TIER_HEADER } from '../../contract';
import { stripProfilePrefix } from '../catalog/tier-support';
import { readAskedTier } from './asked-tier';
import { type BedrockAction, writeModelPath } from './bedrock-action';
import { readForwardedHeaders } from './forwarded-headers';
import { METADATA_HEADER, writeMetadataHeader } from './metadata/add-metadata';
import { readReplyFacts } from './reply-facts';
import { RequestBody } from './request-body';
import { StreamTap } from './stream-tap';
import type { Wire } from './wire';

/**
 * InvokeModel and InvokeModelWithResponseStream: the body is in the format of the model's family and passes as bytes;
 * tier and metadata are headers.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html
 */
export function createInvokeWire(
  action: BedrockAction,
  { isStreaming }: Pick<Wire, 'isStreaming'>,
): Wire {
  return {
    action,
    bodyFormat: 'family',
    isStreaming,
    takesTier: true,
    sharesBody: (baseModelId, otherBaseModelId) =>
      stripProfilePrefix(baseModelId) === stripProfilePrefix(otherBaseModelId),
    read: ({ headers, body, topK }) => ({
      askedTier: readAskedTier(headers, undefined),
      headers: readForwardedHeaders(headers),
      body: new RequestBody(body),
      edits: [],
      topK,
    }),
    addMetadata: (request, pairs) => {
      const { headers } = request;
      const header = writeMetadataHeader(headers[METADATA_HEADER], pairs);
      return { ...request, headers: { ...headers, [METADATA_HEADER]: header } };
    },
    write: ({ headers, body }, { baseModelId, tier }) => ({
      action,
      baseModelId,
      path: writeModelPath(baseModelId, action),
      headers: tier === 'default' ? headers : { ...headers, [SERVICE_TIER_HEADER]: tier },
      body: body.bytes,
    }),
    readReply: readReplyFacts,
    openTap: (headers, clock) => new StreamTap({ headers, clock, endsInMetadata: false }),
  };
}
