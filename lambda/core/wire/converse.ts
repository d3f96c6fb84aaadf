import type { TieredModelId } from '../ids/tiered-model-id';
import { applyEdits } from '../json/apply-edits';
import { readAskedTier } from './asked-tier';
import { type BedrockAction, writeModelPath } from './bedrock-action';
import { readConverseBody } from './converse-body';
import { readBodyTier, writeBodyTier } from './converse-tier';
import { readForwardedHeaders } from './forwarded-headers';
import type { MetadataPair } from './metadata/metadata-text';
import { writeBodyMetadata } from './metadata/write-metadata';
import { readReplyFacts } from './reply-facts';
import { encodeText } from './request-body';
import { StreamTap } from './stream-tap';
import { readConverseEvent } from './streams/converse-event';
import { writeTopK } from './top-k';
import type { BedrockRequest, ReceivedRequest, Wire, WireRequest } from './wire';

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
    read,
    addMetadata,
    write: (request, candidate) => write(action, request, candidate),
    readReply: readReplyFacts,
    openTap: (headers, clock) => new StreamTap({ headers, clock, readEvent: readConverseEvent }),
  };
}

function read({ headers, body: received, topK }: ReceivedRequest): WireRequest {
  const body = readConverseBody(received);
  const askedTier = readAskedTier(headers, readBodyTier(body));
  return { askedTier, headers: readForwardedHeaders(headers), body, edits: [], topK };
}

function addMetadata(request: WireRequest, pairs: readonly MetadataPair[]): WireRequest {
  const { body, edits } = request;
  return { ...request, edits: [...edits, ...writeBodyMetadata(body.json, pairs)] };
}

function write(
  action: BedrockAction,
  { headers, body, edits, topK }: WireRequest,
  { baseModelId, tier }: TieredModelId,
): BedrockRequest {
  const pieces = applyEdits(body, [
    ...writeBodyTier(body, tier),
    ...edits,
    ...writeTopK(body.json, baseModelId, topK),
  ]);
  const path = writeModelPath(baseModelId, action);
  return { action, baseModelId, path, headers, body: encodeText(pieces) };
}
