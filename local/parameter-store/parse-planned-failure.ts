import type { JsonObject } from '../../lambda/core/json/json-object';
import {
  COUNT,
  checkMembers,
  type Member,
  MILLISECONDS,
  oneOf,
  parseControlBody,
  readKind,
  requireMember,
} from '../control/check-members';
import { FAILURE_KINDS, type PlannedFailure } from '../planned-failures';
import { OPERATIONS } from './operations';

const MEMBERS: readonly (readonly [name: string, Member])[] = [
  ['kind', oneOf(FAILURE_KINDS)],
  ['operation', oneOf([...OPERATIONS.keys()])],
  ['skip', COUNT],
  ['times', COUNT],
];
const MEMBERS_OF_SLOW = [...MEMBERS, ['milliseconds', MILLISECONDS] as const];

/**
 * Reads the body of a request that plans a failure: `{"kind":"throttle","operation":"PutParameter","times":3}`.
 *
 * @throws ControlError that names the member and its allowed values
 */
export function parsePlannedFailure(body: string): PlannedFailure {
  const json = parseControlBody(body);
  checkFailure(json);
  return json;
}

function checkFailure(json: JsonObject): asserts json is JsonObject & PlannedFailure {
  const isSlow = readKind(json, FAILURE_KINDS) === 'slow';
  checkMembers(json, new Map(isSlow ? MEMBERS_OF_SLOW : MEMBERS));
  if (isSlow) requireMember(json, 'milliseconds');
}
