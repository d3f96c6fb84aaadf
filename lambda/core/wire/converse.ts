import { type Catalog, findModel } from '../catalog/catalog';
import { CONVERSE_TIERS } from '../ids/service-tier';
import type { TieredModelId } from '../ids/tiered-model-id';
import { applyEdits } from '../json/apply-edits';
import { type AdaptationReport, adaptBody } from './adaptation/adaptation';
import { readAskedTier } from './asked-tier';
import { type ModelAction, writeModelPath } from './bedrock-action';
import { fillBody } from './body-settings/body-settings';
import { suitBody } from './body-settings/suit-body';
import { readBodyTier, writeBodyTier } from './converse-tier';
import { readTokenCounts } from './counts/token-counts';
import { readForwardedHeaders } from './forwarded-headers';
import { nameJsonType } from './headers/content-type';
import { readJsonBody } from './json-body';
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
  action: ModelAction,
  { isStreaming }: Pick<Wire, 'isStreaming'>,
): Wire {
  return {
    action,
    bodyFormat: 'converse',
    isStreaming,
    tiers: CONVERSE_TIERS,
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

function read(request: ReceivedRequest): WireRequest {
  const { headers, body: received, adaptation, settings } = request;
  const forwarded = readForwardedHeaders(headers);
  const body = fillBody(readJsonBody(received), settings);
  const askedTier = readAskedTier(headers, readBodyTier(body));
  refuseForgedMember(body);
  const askedLatency = readLatencyMember(body.read('performanceConfig'));
  const sent = { ...forwarded, 'content-type': nameJsonType(forwarded['content-type']) };
  return { askedTier, askedLatency, headers: sent, body, edits: [], adaptation, settings };
}

function addMetadata(request: WireRequest, pairs: readonly MetadataPair[]): WireRequest {
  const { body, edits } = request;
  return { ...request, edits: [...edits, ...writeBodyMetadata(body, pairs)] };
}

function writeBody(
  { body: filled, edits, adaptation, media, settings }: WireRequest,
  { baseModelId, tier }: TieredModelId,
  catalog: Catalog,
): { readonly body: Uint8Array; readonly adapted: AdaptationReport | undefined } {
  const model = findModel(catalog, baseModelId);
  const { body, leftOut } = suitBody(filled, model, settings);
  const adapted = adaptation && adaptBody(body.json, model, { ...adaptation, media });
  const pieces = applyEdits(body, [
    ...writeBodyTier(body, tier),
    ...edits,
    ...(adapted?.edits ?? []),
  ]);
  return { body: encodeText(pieces), adapted: joinReports(adapted?.report, leftOut) };
}

function joinReports(
  report: AdaptationReport | undefined,
  leftOut: AdaptationReport['leftOut'],
): AdaptationReport | undefined {
  if (leftOut.length === 0) return report;
  return {
    leftOut: [...(report?.leftOut ?? []), ...leftOut],
    inlinedMedia: report?.inlinedMedia ?? 0,
  };
}
