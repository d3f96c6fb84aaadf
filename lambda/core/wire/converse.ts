import { type Catalog, findModel } from '../catalog/catalog';
import type { TieredModelId } from '../ids/tiered-model-id';
import { applyEdits } from '../json/apply-edits';
import { type AdaptationReport, adaptBody } from './adaptation/adaptation';
import { readAskedTier } from './asked-tier';
import { type BedrockAction, writeModelPath } from './bedrock-action';
import { readConverseBody } from './converse-body';
import { readBodyTier, writeBodyTier } from './converse-tier';
import { readTokenCounts } from './counts/token-counts';
import { readForwardedHeaders } from './forwarded-headers';
import { nameJsonType } from './headers/content-type';
import type { MetadataPair } from './metadata/metadata-text';
import { refuseForgedMember } from './metadata/reserved-names';
import { writeBodyMetadata } from './metadata/write-metadata';
import { readLatencyMember, readReplyFacts } from './reply-facts';
import { encodeText } from './request-body';
import { StreamTap } from './stream-tap';
import { readConverseEvent } from './streams/converse-event';
import type { ReceivedRequest, Wire, WireRequest } from './wire';

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
    nameModel: (baseModelId) => baseModelId,
    sharesBody: () => true,
    read,
    addMetadata,
    write: (request, candidate, catalog) => {
      const { baseModelId } = candidate;
      const path = writeModelPath(baseModelId, action);
      const written = writeBody(request, candidate, catalog);
      return { action, baseModelId, path, headers: request.headers, ...written };
    },
    readReply: (headers, text) =>
      readReplyFacts(headers, text, ({ usage }) => readTokenCounts(usage)),
    openTap: (headers, clock) => new StreamTap({ headers, clock, readEvent: readConverseEvent }),
  };
}

function read({ headers, body: received, adaptation }: ReceivedRequest): WireRequest {
  const forwarded = readForwardedHeaders(headers);
  const body = readConverseBody(received);
  const askedTier = readAskedTier(headers, readBodyTier(body));
  refuseForgedMember(body);
  const askedLatency = readLatencyMember(body.read('performanceConfig'));
  const sent = { ...forwarded, 'content-type': nameJsonType(forwarded['content-type']) };
  return { askedTier, askedLatency, headers: sent, body, edits: [], adaptation };
}

function addMetadata(request: WireRequest, pairs: readonly MetadataPair[]): WireRequest {
  const { body, edits } = request;
  return { ...request, edits: [...edits, ...writeBodyMetadata(body, pairs)] };
}

function writeBody(
  { body, edits, adaptation, media }: WireRequest,
  { baseModelId, tier }: TieredModelId,
  catalog: Catalog,
): { readonly body: Uint8Array; readonly adapted: AdaptationReport | undefined } {
  const adapted =
    adaptation && adaptBody(body.json, findModel(catalog, baseModelId), { ...adaptation, media });
  const pieces = applyEdits(body, [
    ...writeBodyTier(body, tier),
    ...edits,
    ...(adapted?.edits ?? []),
  ]);
  return { body: encodeText(pieces), adapted: adapted?.report };
}
