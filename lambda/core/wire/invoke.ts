import { SERVICE_TIER_HEADER } from '../../contract';
import { stripProfilePrefix } from '../ids/profile-prefix';
import { CONVERSE_TIERS, type ServiceTier } from '../ids/service-tier';
import type { TieredModelId } from '../ids/tiered-model-id';
import { readAskedTier } from './asked-tier';
import { type ModelAction, writeModelPath } from './bedrock-action';
import { addGuardrail } from './body-settings/guardrail-headers';
import { readBodyCounts } from './counts/body-counts';
import { readForwardedHeaders } from './forwarded-headers';
import type { MetadataPair } from './metadata/metadata-text';
import { METADATA_HEADER } from './metadata/reserved-names';
import { writeMetadataHeader } from './metadata/write-metadata';
import { LATENCY_HEADER, readName, readReplyFacts } from './reply-facts';
import { RequestBody } from './request-body';
import { StreamTap } from './stream-tap';
import { readInvokeEvent } from './streams/invoke-event';
import type { BedrockRequest, ReceivedRequest, Wire, WireRequest } from './wire';

/**
 * InvokeModel and InvokeModelWithResponseStream: the body is in the format of the model's family and passes as bytes;
 * tier and metadata are headers.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html
 */
export function createInvokeWire(
  action: ModelAction,
  { isStreaming }: Pick<Wire, 'isStreaming'>,
): Wire {
  return {
    action,
    bodyFormat: 'family',
    isStreaming,
    tiers: CONVERSE_TIERS,
    nameModel: (baseModelId) => baseModelId,
    sharesBody: (baseModelId, otherBaseModelId) =>
      stripProfilePrefix(baseModelId) === stripProfilePrefix(otherBaseModelId),
    read: (request) => readOpaque(request, readAskedTier(request.headers, undefined)),
    addMetadata,
    write: (request, candidate) => write(action, request, candidate),
    readReply: (headers, text) => readReplyFacts(headers, text, readBodyCounts),
    openTap: (headers, clock) => new StreamTap({ headers, clock, readEvent: readInvokeEvent }),
  };
}

/** Reads a request whose body is opaque. */
export function readOpaque(
  { headers, body, adaptation, settings }: ReceivedRequest,
  askedTier: ServiceTier | undefined,
): WireRequest {
  return {
    askedTier,
    askedLatency: readName(headers[LATENCY_HEADER]),
    headers: addGuardrail(readForwardedHeaders(headers), settings?.guardrail),
    body: body instanceof RequestBody ? body : new RequestBody(body),
    edits: [],
    adaptation,
  };
}

function addMetadata(request: WireRequest, pairs: readonly MetadataPair[]): WireRequest {
  const { headers } = request;
  const header = writeMetadataHeader(headers[METADATA_HEADER], pairs);
  return { ...request, headers: { ...headers, [METADATA_HEADER]: header } };
}

function write(
  action: ModelAction,
  { headers, body }: WireRequest,
  { baseModelId, tier }: TieredModelId,
): BedrockRequest {
  return {
    action,
    baseModelId,
    path: writeModelPath(baseModelId, action),
    headers: tier === 'default' ? headers : { ...headers, [SERVICE_TIER_HEADER]: tier },
    body: body.bytes,
  };
}
