import { SECTIONS } from '../../contract';
import { RouterError } from '../errors/router-error';
import type { Entries, HotValue } from '../settings/hot-value';
import { parseCallerPolicy } from './parse-policy';
import type { Caller, CallerPolicy } from './policy';

/** API key's ID → policy; `invalid` when its parameter never had a good value. */
export type CallerPolicies = Entries<CallerPolicy | 'invalid'>;

/** Keys of API Gateway have at least this many characters, and IDs of keys have fewer. */
const SHORTEST_KEY = 20;

const KEY_PROBLEM =
  'the parameter of a policy is named by the ID of an API key, but this looks like the key itself; if it is, replace the key';

/** Whether a text may be an API key instead of its ID. A key must not be shown. */
function isKeyLike(callerId: string): boolean {
  return callerId.length >= SHORTEST_KEY;
}

/** The policies in Parameter Store. A caller whose policy was never valid is refused. */
export const POLICIES: HotValue<CallerPolicy | 'invalid'> = {
  name: `${SECTIONS.callers}/`,
  parse: ({ value }, callerId) =>
    isKeyLike(callerId) ? { kind: 'rejected', problem: KEY_PROBLEM } : parseCallerPolicy(value),
  rejectedAs: 'policy-rejected',
  whenAbsent: 'nothing',
  whenInvalid: 'invalid',
  show: (callerId) => (isKeyLike(callerId) ? `${callerId.slice(0, 4)}…` : callerId),
};

/**
 * @param policies undefined until Parameter Store was read
 * @throws RouterError `callers-unavailable`, or `unknown-caller` if there is no valid policy for the key
 */
export function requireCaller(
  policies: CallerPolicies | undefined,
  callerId: string | undefined,
): Caller {
  if (policies === undefined) {
    throw new RouterError(
      'callers-unavailable',
      'the policies of the callers could not be read yet; try again shortly',
    );
  }
  if (callerId === undefined) throw unknownCaller('the request has no API key');
  const policy = policies.get(callerId);
  const key = `the API key with the ID "${callerId}"`;
  if (policy === undefined) throw unknownCaller(`there is no policy for ${key}`);
  if (policy === 'invalid') {
    throw unknownCaller(`the policy of ${key} is not valid; the router's log says what is wrong`);
  }
  return { id: callerId, policy };
}

function unknownCaller(problem: string): RouterError {
  return new RouterError('unknown-caller', problem);
}
