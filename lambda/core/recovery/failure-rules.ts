import { formatTieredModelId } from '../ids/tiered-model-id';
import type { Candidate } from '../routing/candidate';
import { TIMES } from '../settings/times';
import type { FailureCause } from './failure-cause';
import type { ModelRefusal } from './model-refusal';

/**
 * What a candidate lacks. Each tier has its own capacity; all tiers of a base model share its quota, by each connection;
 * all calls by a connection share its credentials.
 */
export type Lack = 'capacity' | 'quota' | 'tier' | 'connection' | ModelRefusal;

interface FailureRule {
  /** What the failure concerns: all calls by a connection, the base model, or the base model on this tier. */
  readonly scope: 'connection' | 'model' | 'candidate';
  /** The evidence: requests in a row that failed. */
  readonly failures: number;
  /**
   * For whom the failures of a single caller are evidence when callers are told apart: its own requests may have caused
   * them. The failures of two callers are evidence for everyone.
   */
  readonly loneCaller: 'for-all' | 'for-itself' | 'for-nobody';
  /** How long the evidence holds after the last failure, without jitter. */
  readonly millis: number;
}

const REFUSED_MODEL: FailureRule = {
  scope: 'model',
  failures: 1,
  loneCaller: 'for-itself',
  millis: TIMES.modelRefusalMillis,
};

export const FAILURE_RULES: Readonly<Record<Lack, FailureRule>> = {
  capacity: { scope: 'candidate', failures: 3, loneCaller: 'for-itself', millis: TIMES.restMillis },
  quota: { scope: 'model', failures: 3, loneCaller: 'for-nobody', millis: TIMES.restMillis },
  tier: { scope: 'candidate', failures: 1, loneCaller: 'for-all', millis: TIMES.tierRefusalMillis },
  connection: { scope: 'connection', failures: 1, loneCaller: 'for-all', millis: TIMES.restMillis },
  retired: REFUSED_MODEL,
  'no-access': REFUSED_MODEL,
};

/**
 * Undefined if the cause says nothing about the candidate: it answered. A refused tier is remembered apart, because only
 * a success without the tier shows that the tier was the reason.
 */
export const LACKS: Readonly<Record<FailureCause, Lack | undefined>> = {
  capacity: 'capacity',
  silence: 'capacity',
  quota: 'quota',
  connection: 'connection',
  retired: 'retired',
  'no-access': 'no-access',
  'tier-refused': undefined,
  'unsupported-api': undefined,
  final: undefined,
};

/** The key under which it is remembered that a candidate lacks something. */
export function composeLackKey(candidate: Candidate, lack: Lack): string {
  return `${lack} ${nameScope(candidate, FAILURE_RULES[lack].scope)}`;
}

function nameScope(candidate: Candidate, scope: FailureRule['scope']): string {
  switch (scope) {
    case 'connection':
      return `@${candidate.connection ?? ''}`;
    case 'model':
      return formatTieredModelId({ ...candidate, tier: 'default' });
    case 'candidate':
      return formatTieredModelId(candidate);
    default:
      return scope satisfies never;
  }
}
