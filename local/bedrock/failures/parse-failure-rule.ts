import { SERVICE_TIERS } from '../../../lambda/core/ids/service-tier';
import type { JsonObject } from '../../../lambda/core/json/json-object';
import { BEDROCK_OPERATIONS } from '../operation';
import { STREAM_EXCEPTIONS } from '../wire/event-stream-frame';
import { CUT_POINTS, type FailureKind, type FailureRule } from './failure-rule';

/**
 * An invalid request to the control endpoint. The message contains the value received and the values allowed.
 */
export class ControlError extends Error {
  override readonly name = 'ControlError';
}

interface Member {
  readonly accepts: (value: unknown) => boolean;
  /** Completes "must be …". */
  readonly expected: string;
}

const TEXT: Member = { accepts: (value) => typeof value === 'string', expected: 'a string' };
const FLAG: Member = {
  accepts: (value) => typeof value === 'boolean',
  expected: 'true or false',
};

const MEMBERS: Readonly<Record<string, Member>> = {
  kind: { accepts: () => true, expected: '' },
  modelId: TEXT,
  tier: oneOf(SERVICE_TIERS),
  operation: oneOf(BEDROCK_OPERATIONS),
  times: {
    accepts: (value) => Number.isInteger(value) && Number(value) > 0,
    expected: 'a whole number above 0',
  },
  rate: {
    accepts: (value) => typeof value === 'number' && value >= 0 && value <= 1,
    expected: 'a number from 0 to 1',
  },
  message: TEXT,
  milliseconds: {
    accepts: (value) => typeof value === 'number' && value >= 0,
    expected: 'a number of milliseconds',
  },
  at: oneOf(CUT_POINTS),
  cleanly: FLAG,
  opening: FLAG,
  exception: oneOf(STREAM_EXCEPTIONS),
  servedTier: TEXT,
};

const SCOPE = ['kind', 'modelId', 'tier', 'operation', 'times', 'rate'];

interface OwnMembers {
  readonly required?: string;
  readonly optional: readonly string[];
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
  slow: { required: 'milliseconds', optional: [] },
  hang: { optional: [] },
  cut: { required: 'at', optional: ['cleanly'] },
  'stream-error': { optional: ['opening', 'exception', 'message'] },
  downgrade: { optional: ['servedTier'] },
};

/** @throws ControlError that names the member and its allowed values */
export function parseFailureRule(json: JsonObject): FailureRule {
  checkRule(json);
  return json;
}

function checkRule(json: JsonObject): asserts json is JsonObject & FailureRule {
  const { required, optional } = ownMembers(json['kind']);
  const allowed = [...SCOPE, ...(required === undefined ? [] : [required]), ...optional];
  for (const [name, value] of Object.entries(json)) checkMember(name, value, allowed);
  if (required !== undefined && json[required] === undefined) {
    throw new ControlError(`kind "${json['kind']}" needs the member "${required}"`);
  }
  if (json['times'] !== undefined && json['rate'] !== undefined) {
    throw new ControlError('a rule has "times" or "rate", not both');
  }
}

function ownMembers(kind: unknown): OwnMembers {
  const known = Object.entries(OWN_MEMBERS).find(([name]) => name === kind);
  if (known !== undefined) return known[1];
  const kinds = Object.keys(OWN_MEMBERS).join(', ');
  throw new ControlError(`"kind" must be one of ${kinds}, quota; received ${JSON.stringify(kind)}`);
}

function checkMember(name: string, value: unknown, allowed: readonly string[]): void {
  const member = allowed.includes(name) ? MEMBERS[name] : undefined;
  if (member === undefined) {
    throw new ControlError(`unknown member "${name}"; allowed are ${allowed.join(', ')}`);
  }
  if (!member.accepts(value)) {
    throw new ControlError(
      `"${name}" must be ${member.expected}; received ${JSON.stringify(value)}`,
    );
  }
}

function oneOf(values: readonly string[]): Member {
  return {
    accepts: (value) => values.some((allowed) => allowed === value),
    expected: `one of ${values.join(', ')}`,
  };
}
