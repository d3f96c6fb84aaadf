import { SERVICE_TIERS } from '../../ids/service-tier';
import type { TieredModelId } from '../../ids/tiered-model-id';
import { applyEdits } from '../../json/apply-edits';
import type { Edit } from '../../json/edit';
import { readAskedTier } from '../asked-tier';
import { OPENAI_PATHS, type OpenAiApi } from '../bedrock-action';
import { readForwardedHeaders } from '../forwarded-headers';
import { nameJsonType } from '../headers/content-type';
import { encodeText } from '../request-body';
import { StreamTap } from '../stream-tap';
import type { EventReader } from '../streams/event-facts';
import type { BedrockRequest, ReceivedRequest, Wire, WireRequest } from '../wire';
import { readChatEvent } from './chat-event';
import { readMemberTier, writeMemberTier } from './openai-tier';
import { MODEL_MEMBER, readOpenAiCall } from './read-call';
import { readOpenAiReply } from './read-reply';
import { readResponsesEvent } from './responses-event';

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
    bodyFormat: 'family',
    isStreaming,
    tiers: SERVICE_TIERS,
    nameModel: (baseModelId) => baseModelId,
    sharesBody: () => true,
    read: (request) => read(request, api),
    addMetadata: (request) => request,
    write: ({ headers, body }, candidate): BedrockRequest => ({
      action,
      baseModelId: candidate.baseModelId,
      path: `/openai/v1${OPENAI_PATHS[api]}`,
      headers,
      body: encodeText(applyEdits(body, writeCandidate(body, candidate))),
    }),
    readReply: readOpenAiReply,
    openTap: (headers, clock) => new StreamTap({ headers, clock, readEvent: EVENT_READERS[api] }),
  };
}

const EVENT_READERS: Readonly<Record<OpenAiApi, EventReader>> = {
  'chat-completions': readChatEvent,
  responses: readResponsesEvent,
};

function read({ headers, body: received }: ReceivedRequest, api: OpenAiApi): WireRequest {
  const forwarded = readForwardedHeaders(headers);
  const { body } = readOpenAiCall(received, api);
  return {
    askedTier: readAskedTier(headers, readMemberTier(body)),
    askedLatency: undefined,
    headers: { ...forwarded, 'content-type': nameJsonType(forwarded['content-type']) },
    body,
    edits: [],
    adaptation: undefined,
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
