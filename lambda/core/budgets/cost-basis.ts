import type { JsonObject } from '../json/json-object';
import { hasRepeatedName } from '../json/outline-json';
import type { ThinkingSettings } from '../settings/operation/operation-settings';
import { continuesStored } from '../wire/openai/stored-state';
import type { RequestBody } from '../wire/request-body';
import type { BodyFormat, Wire, WireRequest } from '../wire/wire';
import { readAttachments } from './attachments';
import { LIMITING_MEMBERS } from './output-limit';

/** The properties of a request that bound its cost, whatever model is called. */
export interface CostBasis {
  /** The most tokens that the request can have. */
  readonly inputTokens: number;
  /** The members that may limit the length of the reply; none if the body repeats a name. */
  readonly limits: JsonObject;
  readonly format: BodyFormat;
  /** The most tokens that the reply can have had, if that is known. */
  readonly outputTokens?: number | undefined;
  /** The mode that the request asks for; undefined for `standard`. */
  readonly latencyMode?: string | undefined;
  /** Raises the limit of a reply of some models. */
  readonly thinking?: ThinkingSettings | undefined;
}

/**
 * Measures a request once for all candidates, because its text may be large. Every byte of text counts as a token, since no
 * token is smaller. If the body repeats a name, its limits are ignored, because readers differ in which member they take.
 */
export function measureRequest(
  { body, askedLatency, settings }: WireRequest,
  { bodyFormat }: Pick<Wire, 'bodyFormat'>,
): CostBasis {
  return {
    inputTokens: countInput(body) + countUnseen(body, bodyFormat),
    limits: hasRepeatedName(body.outline) ? {} : body.pick(...LIMITING_MEMBERS),
    format: bodyFormat,
    latencyMode: askedLatency,
    thinking: settings?.thinking,
  };
}

const PROMPT_MEMBERS = ['messages', 'system', 'input'] as const;

/** No model reads a longer prompt. */
const LONGEST_PROMPT_TOKENS = 1_048_576;

/** A part of the prompt that is stored at Bedrock may be as long as the model's context. */
function countUnseen(body: RequestBody, format: BodyFormat): number {
  return format === 'responses' && continuesStored(body) ? LONGEST_PROMPT_TOKENS : 0;
}

/** English text has about four bytes a token. */
const BYTES_PER_TOKEN = 4;

/** Estimates the tokens of a prompt. Images and documents count as in a bound, text as it usually does. */
export function estimatePromptTokens(body: RequestBody): number {
  const { tokens, base64Length } = readAttachments(body.pick(...PROMPT_MEMBERS));
  return Math.ceil((Buffer.byteLength(body.text) - base64Length) / BYTES_PER_TOKEN) + tokens;
}

/** Tools add a system prompt of a few hundred tokens, which is billed. */
const TOOL_TOKENS = 1_000;

function countInput(body: RequestBody): number {
  const { tokens, base64Length } = readAttachments(body.pick(...PROMPT_MEMBERS));
  const hasTools = body.has('toolConfig') || body.has('tools');
  return Buffer.byteLength(body.text) - base64Length + tokens + (hasTools ? TOOL_TOKENS : 0);
}
