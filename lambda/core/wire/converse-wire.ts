import { applyEdits } from '../json/apply-edits';
import { encodeText } from '../json/encode-text';
import { readAskedTier } from './asked-tier';
import { type BedrockAction, writeModelPath } from './bedrock-action';
import { readConverseBody } from './converse-body';
import { readBodyTier, writeBodyTier } from './converse-tier';
import { readForwardedHeaders } from './forwarded-headers';
import { writeBodyMetadata } from './metadata/add-metadata';
import { readReplyFacts } from './reply-facts';
import { StreamTap } from './stream-tap';
import { writeTopK } from './top-k';
import type { Wire } from './wire';

/**
 * Converse and ConverseStream: every model reads the same body, and tier and metadata are members of it.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
export function createConverseWire(
  action: BedrockAction,
  { isStreaming }: Pick<Wire, 'isStreaming'>,
): Wire {
  return {
    action,
    bodyFormat: 'converse',
    isStreaming,
    takesTier: true,
    sharesBody: () => true,
    read: ({ headers, body: received, topK }) => {
      const body = readConverseBody(received);
      const askedTier = readAskedTier(headers, readBodyTier(body));
      return { askedTier, headers: readForwardedHeaders(headers), body, edits: [], topK };
    },
    addMetadata: (request, pairs) => {
      const { body, edits } = request;
      return { ...request, edits: [...edits, ...writeBodyMetadata(body.json, pairs)] };
    },
    write: ({ headers, body, edits, topK }, { baseModelId, tier }) => {
      const all = [
        ...writeBodyTier(body, tier),
        ...edits,
        ...writeTopK(body.json, baseModelId, topK),
      ];
      const path = writeModelPath(baseModelId, action);
      return { action, baseModelId, path, headers, body: encodeText(applyEdits(body, all)) };
    },
    readReply: readReplyFacts,
    openTap: (headers, clock) => new StreamTap({ headers, clock, endsInMetadata: true }),
  };
}
