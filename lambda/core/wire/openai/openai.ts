import { SERVICE_TIERS } from '../../ids/service-tier';
import type { TieredModelId } from '../../ids/tiered-model-id';
import { applyEdits } from '../../json/apply-edits';
import type { Edit } from '../../json/edit';
import { readAskedTier } from '../asked-tier';
import { OPENAI_PATHS, type OpenAiApi } from '../bedrock-action';
import { addGuardrail } from '../body-settings/guardrail-headers';
import { readForwardedHeaders } from '../forwarded-headers';
import { nameJsonType } from '../headers/content-type';
import { encodeText } from '../request-body';
import { StreamTap, type StreamTapOptions } from '../stream-tap';
import type { BedrockRequest, ReceivedRequest, Wire, WireRequest } from '../wire';
import { readChatEvent } from './chat-event';
import { fillOpenAiBody } from './openai-settings';
import { readMemberTier, writeMemberTier } from './openai-tier';
import { MODEL_MEMBER, readOpenAiCall } from './read-call';
import { readOpenAiReply } from './read-reply';
import { readResponsesEvent } from './responses-event';
import { findReach } from './stored-state';

/**
 * Chat Completions and Responses: the APIs of OpenAI, as Amazon Bedrock serves them. Model and tier are members of the body.
 * Bedrock's request metadata has no place in it: `metadata` is the caller's own, and is stored with the response.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/inference-responses-api.html
 */
export function createOpenAiWire(api: OpenAiApi, { isStreaming }: Pick<Wire, 'isStreaming'>): Wire {
  const action = isStreaming ? (`${api}-stream` as const) : api;
  return {
    action,
    bodyFormat: api,
    isStreaming,
    tiers: SERVICE_TIERS,
    nameModel: (baseModelId) => baseModelId,
    sharesBody: () => true,
    read: (request) => read(request, api),
    addMetadata: (request) => request,
    write: ({ headers, body, settings }, candidate): BedrockRequest => ({
      action,
      baseModelId: candidate.baseModelId,
      path: `/openai/v1${OPENAI_PATHS[api]}`,
      headers,
      body: encodeText(applyEdits(body, writeCandidate(body, candidate))),
      adapted: settings?.thinking && { leftOut: ['thinking'], inlinedMedia: 0 },
    }),
    readReply: readOpenAiReply,
    openTap: (headers, clock) => new StreamTap({ headers, clock, ...TAPS[api] }),
  };
}

/** A stream of Chat Completions may end without a count, so that its text is measured from the start. */
const TAPS: Readonly<Record<OpenAiApi, Pick<StreamTapOptions, 'readEvent' | 'counts'>>> = {
  'chat-completions': { readEvent: readChatEvent, counts: { outputTokens: 0 } },
  responses: { readEvent: readResponsesEvent },
};

function read(request: ReceivedRequest, api: OpenAiApi): WireRequest {
  const { headers, settings } = request;
  const forwarded = addGuardrail(readForwardedHeaders(headers), settings?.guardrail);
  const { body } = readOpenAiCall(request.body, api);
  return {
    askedTier: readAskedTier(headers, readMemberTier(body)),
    askedLatency: undefined,
    headers: { ...forwarded, 'content-type': nameJsonType(forwarded['content-type']) },
    body: fillOpenAiBody(body, api, settings),
    edits: [],
    adaptation: undefined,
    settings,
    reach: findReach(body, api),
  };
}

/** The base model ID and the tier, each where the caller wrote its own. */
function writeCandidate(
  body: WireRequest['body'],
  { baseModelId, tier }: TieredModelId,
): readonly Edit[] {
  const kind = body.has(MODEL_MEMBER) ? 'replace' : 'insert';
  const model = { kind, path: [MODEL_MEMBER], json: JSON.stringify(baseModelId) } as const;
  const isSame = body.read(MODEL_MEMBER) === baseModelId;
  return [...(isSame ? [] : [model]), ...writeMemberTier(body, tier)];
}
