import { RouterError } from '../errors/router-error';
import { SERVICE_TIERS, type ServiceTier } from '../ids/service-tier';
import { insertMembers } from '../json/insert-members';
import { isJsonObject, type JsonObject } from '../json/json-object';
import { type JsonMember, scanJson } from '../json/json-scanner';
import { requireServiceTier } from '../routing/requested-tier';

/** A Converse request body as the caller wrote it, and what in it concerns the router. */
export interface ConverseBody {
  readonly text: string;
  /** Members to be written first, not yet in the text: each writing copies it, and it may be large. */
  readonly opening?: string;
  /** Undefined where the body leaves the choice to the route. */
  readonly askedTier: ServiceTier | undefined;
  /** Whether the outermost object has a `serviceTier` at all, be it null. */
  readonly hasTierMember: boolean;
  /** As the caller wrote it, right or wrong; undefined where it wrote none. */
  readonly requestMetadata: unknown;
}

export const METADATA_MEMBER = 'requestMetadata';
const TIER_MEMBER = 'serviceTier';

/**
 * Reads what a Converse body asks for; the rest of it is cargo and stays unread.
 *
 * @throws RouterError `invalid-body`, saying where it stops being JSON, or `invalid-tier`
 */
export function readConverseBody(text: string): ConverseBody {
  const request = parseObject(text);
  return {
    text,
    askedTier: readAskedTier(request[TIER_MEMBER]),
    hasTierMember: Object.hasOwn(request, TIER_MEMBER),
    requestMetadata: request[METADATA_MEMBER],
  };
}

/**
 * The body's text, in pieces, asking for the given tier, with its opening members, and everything else as it stood.
 * `default` is asked for by leaving the member out: models without tiers may refuse to be asked at all.
 */
export function writeServiceTier(body: ConverseBody, tier: ServiceTier): readonly string[] {
  const { opening = '' } = body;
  if (tier !== 'default' && body.askedTier === tier && asksOnce(body.text)) {
    return writeOpening(body.text, opening);
  }
  const text = body.hasTierMember ? removeMember(body.text, TIER_MEMBER) : body.text;
  const asking = tier === 'default' ? '' : `"${TIER_MEMBER}":{"type":"${tier}"}`;
  return writeOpening(text, [asking, opening].filter((members) => members !== '').join(','));
}

function writeOpening(text: string, members: string): readonly string[] {
  return members === '' ? [text] : insertMembers(text, text.indexOf('{'), members);
}

/** Of two members with one name, readers differ in which they take; then the router writes its own. */
function asksOnce(text: string): boolean {
  const [asking, ...others] = findMembers(text, TIER_MEMBER);
  if (asking === undefined || others.length > 0) return false;
  return findMembers(text.slice(asking.valueStart, asking.end), 'type').length === 1;
}

function findMembers(text: string, name: string): readonly JsonMember[] {
  const scan = scanJson(text);
  return scan.valid ? scan.members.filter((member) => member.name === name) : [];
}

function parseObject(text: string): JsonObject {
  if (text.trim() === '') throw invalid('the body is empty; send a Converse request as JSON');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid(`the body is not JSON: unexpected ${describeFault(text)}`);
  }
  if (isJsonObject(value)) return value;
  throw invalid('the body is JSON but not an object; send a Converse request');
}

/** The parser's own message quotes the text around the fault, which is the caller's and must not reach a log. */
function describeFault(text: string): string {
  const scan = scanJson(text);
  if (scan.valid || scan.position >= text.length) return 'end of text';
  const before = text.slice(0, scan.position);
  const line = before.split('\n').length;
  const column = scan.position - before.lastIndexOf('\n');
  return `character at line ${line}, column ${column}`;
}

function readAskedTier(member: unknown): ServiceTier | undefined {
  if (member === undefined || member === null) return undefined;
  if (isJsonObject(member) && typeof member['type'] === 'string') {
    return requireServiceTier(member['type'], 'serviceTier.type');
  }
  throw new RouterError(
    'invalid-tier',
    `serviceTier is ${describe(member)}; write it as {"type": "flex"}, with one of ${SERVICE_TIERS.join(', ')}`,
  );
}

/** Arrays and objects are not written out: they may be nested deeper than the stack. */
function describe(member: unknown): string {
  if (Array.isArray(member)) return 'an array';
  if (isJsonObject(member)) return 'an object whose "type" is no string';
  return JSON.stringify(member).slice(0, 64);
}

/** A member goes with the comma after it, those at the end with the comma before them. */
function removeMember(text: string, name: string): string {
  const scan = scanJson(text);
  if (!scan.valid) throw invalid('the body is nested too deeply to take serviceTier out of it');
  const { members } = scan;
  const lastKept = members.findLastIndex((member) => member.name !== name);
  const kept = members.map((member, index) => {
    if (member.name === name) return '';
    return text.slice(member.start, index === lastKept ? member.end : members[index + 1]?.start);
  });
  const [from, to] = [members[0]?.start ?? 0, members.at(-1)?.end ?? 0];
  return text.slice(0, from) + kept.join('') + text.slice(to);
}

function invalid(message: string): RouterError {
  return new RouterError('invalid-body', message);
}
