import { SERVICE_TIERS } from '../../../lambda/core/ids/service-tier';
import type { JsonObject } from '../../../lambda/core/json/json-object';
import {
  COUNT,
  ControlError,
  checkMembers,
  FLAG,
  type Member,
  MILLISECONDS,
  oneOf,
  readKind,
  requireMember,
  TEXT,
} from '../../control/check-members';
import { BEDROCK_OPERATIONS } from '../operation';
import { STREAM_EXCEPTIONS } from '../wire/event-stream-frame';
import { CUT_POINTS, type FailureKind, type FailureRule, STREAM_FORMS } from './failure-rule';

const MEMBERS = {
  kind: TEXT,
  modelId: TEXT,
  tier: oneOf(SERVICE_TIERS),
  operation: oneOf(BEDROCK_OPERATIONS),
  times: COUNT,
  rate: {
    accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
    expected: 'a number from 0 to 1',
  },
  message: TEXT,
  milliseconds: MILLISECONDS,
  at: oneOf(CUT_POINTS),
  cleanly: FLAG,
  opening: FLAG,
  exception: oneOf(STREAM_EXCEPTIONS),
  unmodeled: FLAG,
  form: oneOf(STREAM_FORMS),
  servedTier: TEXT,
  minBytes: COUNT,
} satisfies Readonly<Record<string, Member>>;

type MemberName = keyof typeof MEMBERS;

const COUNTS: readonly MemberName[] = ['kind', 'times', 'rate'];
const SCOPE: readonly MemberName[] = [...COUNTS, 'modelId', 'tier', 'operation', 'minBytes'];

interface OwnMembers {
  /** @default SCOPE */
  readonly scope?: readonly MemberName[];
  readonly required?: MemberName;
  readonly optional: readonly MemberName[];
}

const ERROR_MEMBERS: OwnMembers = { optional: ['message'] };

const OWN_MEMBERS: Readonly<Record<FailureKind, OwnMembers>> = {
  throttle: ERROR_MEMBERS,
  unavailable: ERROR_MEMBERS,
  internal: ERROR_MEMBERS,
  timeout: ERROR_MEMBERS,
  'not-ready': ERROR_MEMBERS,
  'model-error': ERROR_MEMBERS,
  'access-denied': ERROR_MEMBERS,
  retired: ERROR_MEMBERS,
  legacy: ERROR_MEMBERS,
  invalid: ERROR_MEMBERS,
  'bad-gateway': { optional: [] },
  'gateway-timeout': { optional: [] },
  // The connection is closed before the request is read.
  stale: { scope: COUNTS, optional: [] },
  slow: { required: 'milliseconds', optional: [] },
  hang: { optional: [] },
  cut: { required: 'at', optional: ['cleanly', 'milliseconds'] },
  'stream-error': { optional: ['opening', 'exception', 'message', 'unmodeled'] },
  'typed-headers': { optional: [] },
  'no-counts': { optional: [] },
  'stream-form': { required: 'form', optional: [] },
  downgrade: { optional: ['servedTier'] },
};

/** @throws ControlError that names the member and its allowed values */
export function parseFailureRule(json: JsonObject): FailureRule {
  checkRule(json);
  return json;
}

const KINDS = Object.keys(OWN_MEMBERS) as FailureKind[];

function checkRule(json: JsonObject): asserts json is JsonObject & FailureRule {
  const { scope = SCOPE, required, optional } = OWN_MEMBERS[readKind(json, KINDS, ['quota'])];
  const allowed = [...scope, ...(required === undefined ? [] : [required]), ...optional];
  checkMembers(json, new Map(allowed.map((name) => [name, MEMBERS[name]])));
  if (required !== undefined) requireMember(json, required);
  if (json['times'] !== undefined && json['rate'] !== undefined) {
    throw new ControlError('a rule has "times" or "rate", not both');
  }
}
