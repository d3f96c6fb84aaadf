import { RouterError } from '../errors/router-error';
import { requireServiceTier, SERVICE_TIERS, type ServiceTier } from '../ids/service-tier';
import type { Edit } from '../json/edit';
import { isJsonObject } from '../json/json-object';
import type { RequestBody } from './request-body';

const MEMBER = 'serviceTier';

/**
 * Reads the tier that a Converse body asks for; undefined if it leaves the choice to the route.
 *
 * @throws RouterError `invalid-tier`
 */
export function readBodyTier(body: RequestBody): ServiceTier | undefined {
  const member = body.read(MEMBER);
  if (member === undefined || member === null) return undefined;
  if (isJsonObject(member) && typeof member['type'] === 'string') {
    return requireServiceTier(member['type'], 'serviceTier.type');
  }
  throw new RouterError(
    'invalid-tier',
    `serviceTier is ${describe(member)}; write it as {"type": "flex"}, with one of ${SERVICE_TIERS.join(', ')}`,
  );
}

/** Arrays and objects are not quoted, because they may be nested deeper than the stack. */
function describe(member: unknown): string {
  if (Array.isArray(member)) return 'an array';
  if (isJsonObject(member)) return 'an object whose "type" is not a string';
  return JSON.stringify(member).slice(0, 64);
}

/**
 * Writes the edits after which a body asks for the tier. `default` is asked for by leaving the member out, because models
 * without tiers may refuse the member.
 */
export function writeBodyTier(body: RequestBody, tier: ServiceTier): readonly Edit[] {
  const path = [MEMBER] as const;
  const isWritten = body.has(MEMBER);
  if (tier === 'default') return isWritten ? [{ kind: 'remove', path }] : [];
  const json = `{"type":"${tier}"}`;
  if (!isWritten) return [{ kind: 'insert', path, json }];
  return asksOnceFor(tier, body) ? [] : [{ kind: 'set', path, json }];
}

/** Whether the body can stay. Readers differ in which of two members with one name they take. */
function asksOnceFor(tier: ServiceTier, body: RequestBody): boolean {
  const { outline } = body;
  const member = body.read(MEMBER);
  if (!isJsonObject(member) || member['type'] !== tier || !outline.isJson) return false;
  const written = outline.members.filter(({ name }) => name === MEMBER);
  const types = written
    .flatMap(({ members = [] }) => members)
    .filter(({ name }) => name === 'type');
  return written.length === 1 && types.length === 1;
}
