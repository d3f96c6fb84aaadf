import type { Plan } from '../routing/plan';
import type { ReplyCacheSettings } from '../settings/operation/operation-settings';
import type { BedrockAction } from '../wire/bedrock-action';
import { findWire } from '../wire/find-wire';

/** A request whose reply may be cached. */
export interface CachedRequest {
  readonly plan: Plan;
  readonly cache: ReplyCacheSettings;
  /** API Gateway's ID of the request's key; undefined if the request has none. */
  readonly callerId: string | undefined;
}

/**
 * Actions whose replies are whole. Streams are neither cached nor answered from the cache, and counts cost nothing. A response
 * of the Responses API has an ID by which its conversation goes on, so that two requests cannot share one.
 */
const CACHED_ACTIONS: readonly BedrockAction[] = ['converse', 'invoke', 'chat-completions'];

/** A text in a body that begins as a link does. */
const LINK = /"(?:https?|s3):/i;

/** Changes with what the key is made of, so that a new version of the router finds no reply of an old one. */
const VERSION = 1;

/**
 * Whether settings and request allow a cached reply. What a link leads to may change, so a request with one is not equal to
 * itself. A chat completion that is to be stored has to be made.
 */
export function isCachedRequest({ action, request }: Pick<Plan, 'action' | 'request'>): boolean {
  const { body } = request;
  if (!CACHED_ACTIONS.includes(action) || body.text.includes('s3Location')) return false;
  return action !== 'chat-completions' || !(LINK.test(body.text) || body.read('store') === true);
}

/**
 * Writes what makes the reply of one model the same as another, in pieces. Requests are equal if Bedrock receives the same
 * of them, except for the tier and the router's metadata, which do not change an answer.
 *
 * @param baseModelId of the model that answers
 */
export function identifyReply(
  { plan, cache, callerId }: CachedRequest,
  baseModelId: string,
): readonly [string, Uint8Array] {
  const { action, operation, request, catalog } = plan;
  const candidate = { baseModelId, tier: 'default' } as const;
  const { headers, body } = findWire(action).write({ ...request, edits: [] }, candidate, catalog);
  const sortedHeaders = Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1));
  const scope = cache.scope === 'caller' ? [cache.scope, callerId ?? null] : [cache.scope];
  const head = [VERSION, scope, operation, action, baseModelId, sortedHeaders];
  // The line ends the JSON text, so that no part of the body can be taken for one of the head.
  return [`${JSON.stringify(head)}\n`, body];
}
