import { RouterError } from '../errors/router-error';
import type { Caller, CallerPolicy } from './caller-policy';
import { parseCallerPolicy } from './parse-caller-policy';

/** API key's ID → policy; `invalid` where something is written that never could be read. */
export type CallerPolicies = ReadonlyMap<string, CallerPolicy | 'invalid'>;

/** One policy as it is written down, not yet checked. */
export interface WrittenPolicy {
  readonly callerId: string;
  readonly value: string;
  readonly version: string;
}

export interface RejectedPolicy extends WrittenPolicy {
  /** What is wrong with it, for the operator. */
  readonly problem: string;
}

export interface PoliciesRevision {
  readonly policies: CallerPolicies;
  readonly rejected: readonly RejectedPolicy[];
}

/** API Gateway makes no key shorter, and no ID as long. */
const SHORTEST_KEY = 20;

/** Whether a text in the place of an API key's ID may be the key itself, which must not be shown. */
export function isKeyLike(callerId: string): boolean {
  return callerId.length >= SHORTEST_KEY;
}

/**
 * The policies after a reading. Good values replace, and who has none any more is unknown. A bad value never replaces a
 * good one; where there was none, the caller stays out.
 */
export function revisePolicies(
  lastGood: CallerPolicies,
  written: readonly WrittenPolicy[],
): PoliciesRevision {
  const policies = new Map<string, CallerPolicy | 'invalid'>();
  const rejected: RejectedPolicy[] = [];
  for (const entry of written) {
    const result = checkPolicy(entry);
    if (typeof result !== 'string') {
      policies.set(entry.callerId, result);
      continue;
    }
    rejected.push({ ...entry, problem: result });
    policies.set(entry.callerId, lastGood.get(entry.callerId) ?? 'invalid');
  }
  return { policies, rejected };
}

/** The policy, or what is wrong with it. */
function checkPolicy({ callerId, value }: WrittenPolicy): CallerPolicy | string {
  if (isKeyLike(callerId)) {
    return 'a policy stands under the ID of an API key, and this looks like the key itself; if it is one, replace the key';
  }
  const parsed = parseCallerPolicy(value);
  return parsed.kind === 'parsed' ? parsed.policy : parsed.problem;
}

/** @throws RouterError `unknown-caller` */
export function requireCaller(policies: CallerPolicies, callerId: string | undefined): Caller {
  if (callerId === undefined) {
    throw new RouterError('unknown-caller', 'the request came without an API key');
  }
  const policy = policies.get(callerId);
  if (policy === undefined) {
    throw new RouterError(
      'unknown-caller',
      `no policy names the API key with the ID "${callerId}"`,
    );
  }
  if (policy === 'invalid') {
    throw new RouterError(
      'unknown-caller',
      `the policy of the API key with the ID "${callerId}" is not valid; the router's log says what is wrong`,
    );
  }
  return { id: callerId, policy };
}
