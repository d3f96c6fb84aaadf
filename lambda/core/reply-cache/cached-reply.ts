import { SERVICE_TIER_HEADER } from '../../contract';
import { isJsonObject, type JsonObject, parseJsonObject } from '../json/json-object';
import type { BedrockAction } from '../wire/bedrock-action';
import type { Headers } from '../wire/forwarded-headers';

/** A whole reply of a model, as it is sent to equal requests. */
export interface CachedReply {
  /** Those of Bedrock's headers that describe the reply and not its call. */
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** An item of DynamoDB has at most 400 KB, its names and keys included. */
const MOST_BYTES = 380 * 1024;

/**
 * Reasons for which a model ends a complete answer, in the formats of Converse, Claude, OpenAI, Titan and Cohere. The limit of an
 * answer's length is part of its request, so equal requests are cut off alike.
 */
const COMPLETE: readonly unknown[] = [
  ...['end_turn', 'stop_sequence', 'tool_use', 'max_tokens'],
  ...['stop', 'tool_calls', 'length'],
  ...['FINISH', 'FINISHED', 'LENGTH', 'COMPLETE', 'MAX_TOKENS'],
];

/**
 * Chooses what is cached of a reply. Undefined if nothing is: of an error, an answer that a filter or a guardrail has
 * changed or a model broke off, and of a reply that is too large.
 */
export function chooseCachedReply(
  action: BedrockAction,
  reply: CachedReply & { readonly status: number },
): CachedReply | undefined {
  const { status, body } = reply;
  if (status !== 200 || body.length > MOST_BYTES) return undefined;
  const headers = pickHeaders(reply.headers);
  if (body.length + Buffer.byteLength(JSON.stringify(headers)) > MOST_BYTES) return undefined;
  return isComplete(action, body) ? { headers, body } : undefined;
}

/** The tier and the request ID belong to the call that was made. */
function pickHeaders(headers: Headers): Headers {
  const picked = Object.entries(headers).filter(
    ([name]) =>
      name === 'content-type' ||
      name === 'content-encoding' ||
      (name.startsWith('x-amzn-bedrock-') && name !== SERVICE_TIER_HEADER),
  );
  return Object.fromEntries(picked);
}

function isComplete(action: BedrockAction, body: Uint8Array): boolean {
  const json = parseJsonObject(new TextDecoder().decode(body));
  if (json === undefined || json['amazon-bedrock-guardrailAction'] === 'INTERVENED') return false;
  const reasons = listReasons(json);
  // Models of embeddings and images give no reason.
  if (reasons.length === 0) return action === 'invoke';
  return reasons.every((reason) => COMPLETE.includes(reason));
}

const REASONS = ['stopReason', 'stop_reason', 'finish_reason', 'completionReason'];
const LISTS = ['choices', 'results', 'outputs'];

function listReasons(json: JsonObject): readonly unknown[] {
  const listed = LISTS.flatMap((name) => json[name]).filter(isJsonObject);
  return [json, ...listed].flatMap((object) => REASONS.map((name) => object[name] ?? [])).flat();
}
