import type { JsonObject } from '../../../lambda/core/json/json-object';
import { invalid } from '../error';
import type { Exchange } from '../exchange';
import type { ReceivedRequest } from '../journal';
import { countMostTokens } from '../requests/count-most-tokens';
import { resolveModel } from '../requests/model-reference';
import { parseBody } from '../requests/receive-request';
import { checkTier } from '../requests/requested-tier';
import type { CallServices, ValidCall } from '../requests/valid-call';
import type { ReplyWriter } from '../wire/completion';
import type { Prompt } from '../wire/prompt';
import { type OpenaiApi, parseApi, requireApi } from './api';
import { readChatPrompt, writeChat } from './chat-completions';
import { checkChatBody } from './check-chat-body';
import { checkTypes, requireMember } from './check-members';
import { checkResponsesBody } from './check-responses-body';
import type { ResponseStore } from './response-store';
import { writeResponses } from './responses';
import { readResponsesPrompt } from './responses-prompt';
import { frameServerSentEvents } from './server-sent-events';

/**
 * Reads and checks a call of an OpenAI API, and records it in the journal even if it is refused.
 *
 * @throws BedrockError
 */
export function readOpenaiCall(
  exchange: Exchange,
  received: ReceivedRequest,
  { servesUnlistedTiers, responses }: CallServices,
): ValidCall {
  const api = parseApi(received.method, received.path);
  const body = parseBody(api, received.body);
  const { modelId, requestedTier, isStreamed } = readHead(body);
  const operation = isStreamed ? (`${api}Stream` as const) : api;
  exchange.note({ operation, modelId, ...(requestedTier !== undefined && { requestedTier }) });
  const model = resolveModel(modelId);
  requireApi(api, modelId);
  checkBody(api, body, modelId);
  const tier = checkTier(model, requestedTier, servesUnlistedTiers);
  const { prompt, writer } = readConversation(api, body, responses);
  return {
    ...{ operation, modelId, tier, bodyLength: received.body.length },
    mostTokens: countMostTokens(modelId, prompt),
    ...{ purpose: 'complete', prompt, writer, latencyMode: undefined },
    framing: frameServerSentEvents(api),
  };
}

interface Head {
  readonly modelId: string;
  readonly requestedTier: string | undefined;
  readonly isStreamed: boolean;
}

/** Reads the members that other operations have in their path and headers. */
function readHead(body: JsonObject): Head {
  requireMember(body, 'model');
  checkTypes(body, { model: 'a string', stream: 'a boolean', service_tier: 'a string' });
  const { model, service_tier: tier, stream } = body;
  if (model === '') throw invalid('The provided model identifier is invalid.');
  return {
    modelId: String(model),
    requestedTier: typeof tier === 'string' ? tier : undefined,
    isStreamed: stream === true,
  };
}

function checkBody(api: OpenaiApi, body: JsonObject, modelId: string): void {
  if (api === 'ChatCompletions') checkChatBody(body, modelId);
  else checkResponsesBody(body, modelId);
}

function readConversation(
  api: OpenaiApi,
  body: JsonObject,
  store: ResponseStore,
): { readonly prompt: Prompt; readonly writer: ReplyWriter } {
  if (api === 'ChatCompletions') return { prompt: readChatPrompt(body), writer: writeChat(body) };
  const prompt = readResponsesPrompt(body, store.recall(body['previous_response_id']));
  return { prompt, writer: writeResponses({ body, parts: prompt.parts, store }) };
}
