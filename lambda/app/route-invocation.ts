import { BEDROCK_ACTIONS } from '../core/bedrock-action';
import { RouterError } from '../core/router-error';
import { chooseTarget, type Target } from '../core/target';
import { askForTier } from './ask-for-tier';
import type { Outcome } from './outcome';
import type { Invocation, Router } from './ports';
import { Stopwatch } from './stopwatch';

/**
 * Sends one request to where its operation is mapped, answers the caller, and records what became of it.
 *
 * @throws RouterError where an answer that had begun could not be ended; the caller's connection must break then
 */
export async function routeInvocation(invocation: Invocation, router: Router): Promise<void> {
  const stopwatch = new Stopwatch(router.clock);
  const outcome = await attempt(invocation, router, stopwatch);
  const interruption = await deliver(outcome, invocation, stopwatch);
  const { requestId } = invocation;
  router.telemetry.recordRequest({ requestId, outcome, interruption, ...stopwatch.read() });
  if (interruption !== undefined) throw interruption;
}

async function attempt(
  invocation: Invocation,
  router: Router,
  stopwatch: Stopwatch,
): Promise<Outcome> {
  let target: Target | undefined;
  try {
    const mapping = await router.mapping.current();
    target = chooseTarget(invocation.request, mapping, router.bounds);
    router.telemetry.recordTarget(invocation.requestId, target);
    const { signal } = invocation;
    const chosen = target;
    const served = await stopwatch.timeBedrock(() => askForTier(chosen, signal, router));
    return { kind: 'replied', target, ...served };
  } catch (error) {
    if (error instanceof RouterError) return { kind: 'refused', target, error };
    return { kind: 'broken', target, cause: error };
  }
}

/** What broke the answer off after it had begun, if anything. */
async function deliver(
  outcome: Outcome,
  invocation: Invocation,
  stopwatch: Stopwatch,
): Promise<RouterError | undefined> {
  const isStream = outcome.kind === 'replied' && BEDROCK_ACTIONS[outcome.target.action].isStreaming;
  try {
    if (isStream) await stopwatch.timeBedrock(() => invocation.answer(outcome));
    else await invocation.answer(outcome);
    return undefined;
  } catch (error) {
    if (error instanceof RouterError) return error;
    throw error;
  }
}
