import { RouterError } from '../../errors/router-error';
import { requireServiceTier, SERVICE_TIERS, type ServiceTier } from '../../ids/service-tier';
import type { Edit } from '../../json/edit';
import type { RequestBody } from '../request-body';

export const TIER_MEMBER = 'service_tier';

/** OpenAI's word for the tier of the account's settings, which here is the tier of the route. */
const ROUTES_CHOICE = 'auto';

/**
 * Reads the tier that a body asks for.
 *
 * | `service_tier`         | asked           |
 * |------------------------|-----------------|
 * | –, `null`, `"auto"`    | the route's     |
 * | `"default"`            | `default`       |
 * | `"standard"`           | `default`       |
 * | `"flex"`               | `flex`          |
 * | `"scale"`, `7`, `{}`   | refused         |
 *
 * @throws RouterError `invalid-tier`
 */
export function readMemberTier(body: RequestBody): ServiceTier | undefined {
  const member = body.read(TIER_MEMBER);
  if (member === undefined || member === null || member === ROUTES_CHOICE) return undefined;
  if (typeof member === 'string') return requireServiceTier(member, TIER_MEMBER);
  const kind = Array.isArray(member) ? 'an array' : `of type ${typeof member}`;
  throw new RouterError(
    'invalid-tier',
    `${TIER_MEMBER} is ${kind}; write it as a text, one of ${[ROUTES_CHOICE, ...SERVICE_TIERS].join(', ')}`,
  );
}

/**
 * Writes the edits after which a body asks for the tier. `default` is asked for by leaving the member out, because models
 * without tiers may refuse the member. The body has the member once at most.
 */
export function writeMemberTier(body: RequestBody, tier: ServiceTier): readonly Edit[] {
  const path = [TIER_MEMBER] as const;
  const isWritten = body.has(TIER_MEMBER);
  if (tier === 'default') return isWritten ? [{ kind: 'remove', path }] : [];
  if (body.read(TIER_MEMBER) === tier) return [];
  return [{ kind: isWritten ? 'replace' : 'insert', path, json: JSON.stringify(tier) }];
}
