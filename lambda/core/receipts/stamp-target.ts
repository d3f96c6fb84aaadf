import { insertMembers } from '../json/insert-members';
import { isJsonObject, type JsonObject, parseJsonObject } from '../json/json-object';
import { scanJson } from '../json/json-scanner';
import type { Target } from '../routing/target';
import { BEDROCK_ACTIONS } from '../wire/bedrock-action';
import { type ConverseBody, METADATA_MEMBER } from '../wire/converse-body';
import { composeRequestMetadata, type KnownRequest, type MetadataPair } from './request-metadata';

/** With a JSON text as its value, on the invoke actions. */
const METADATA_HEADER = 'x-amzn-bedrock-request-metadata';

/** Of Bedrock, for one request. */
const MOST_PAIRS = 16;

/**
 * A target whose calls carry request metadata: in the body of a Converse call, in a header of an invoke call, and nowhere
 * in count-tokens, which has no place for it. What the caller wrote stays as it stood: no key of its own is written over,
 * and what Bedrock would refuse is left for Bedrock to refuse. Written once for all attempts of a request, because a body
 * may be large.
 */
export function stampTarget(target: Target, known: KnownRequest): Target {
  const { action, headers, body } = target;
  const pairs = composeRequestMetadata(target, known);
  if (!('opaque' in body)) return { ...target, body: stampBody(body, pairs) };
  if (BEDROCK_ACTIONS[action].tierIn !== 'header') return target;
  const header = stampHeader(headers[METADATA_HEADER], pairs);
  return { ...target, headers: { ...headers, [METADATA_HEADER]: header } };
}

function stampHeader(written: string | undefined, pairs: readonly MetadataPair[]): string {
  if (written === undefined) return `{${writePairs({}, pairs)}}`;
  const pairsOfCaller = readPairs(parseJsonObject(written));
  if (pairsOfCaller === undefined) return written;
  return insert(written, written.indexOf('{'), writePairs(pairsOfCaller, pairs));
}

function stampBody(body: ConverseBody, pairs: readonly MetadataPair[]): ConverseBody {
  const { text, requestMetadata } = body;
  if (requestMetadata === undefined) {
    return { ...body, opening: `"${METADATA_MEMBER}":{${writePairs({}, pairs)}}` };
  }
  const pairsOfCaller = readPairs(requestMetadata);
  if (pairsOfCaller === undefined) return body;
  const brace = findMetadata(text);
  if (brace === undefined) return body;
  return { ...body, text: insert(text, brace, writePairs(pairsOfCaller, pairs)) };
}

/** Undefined where Bedrock would refuse it. */
function readPairs(value: unknown): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  const texts = Object.values(value);
  const isComplete = texts.length > 0 && texts.length <= MOST_PAIRS;
  return isComplete && texts.every((text) => typeof text === 'string') ? value : undefined;
}

/** Those for which there is room beside the caller's own. */
function writePairs(pairsOfCaller: JsonObject, pairs: readonly MetadataPair[]): string {
  const room = MOST_PAIRS - Object.keys(pairsOfCaller).length;
  const added = pairs.filter(([key]) => !Object.hasOwn(pairsOfCaller, key)).slice(0, room);
  return JSON.stringify(Object.fromEntries(added)).slice(1, -1);
}

function insert(text: string, brace: number, members: string): string {
  return members === '' ? text : insertMembers(text, brace, members).join('');
}

/**
 * Where the caller's object begins: no brace can stand in the name before it. Of two members with one name the last
 * counts, as for most readers. Undefined where the body is nested too deeply to be looked through.
 */
function findMetadata(text: string): number | undefined {
  const scan = scanJson(text);
  if (!scan.valid) return undefined;
  const member = scan.members.findLast(({ name }) => name === METADATA_MEMBER);
  return member === undefined ? undefined : text.indexOf('{', member.start);
}
