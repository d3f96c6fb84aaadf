import { askCandidates } from '../../../lambda/app/ask-candidates';
import type { Deadline, Router } from '../../../lambda/app/ports';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { parseTieredModelId } from '../../../lambda/core/ids/tiered-model-id';
import type { Reply } from '../../../lambda/core/receipts/outcome';
import type { Attempt } from '../../../lambda/core/recovery/attempt';
import type { Target } from '../../../lambda/core/routing/target';
import { formatAttempts } from '../../../lambda/http/receipt-headers';
import { composeDeadline } from '../../fakes/compose-deadline';
import { composeReply } from '../../fakes/compose-reply';
import { composeTarget } from '../../fakes/compose-target';

const EXCEPTIONS: Readonly<Record<number, string>> = { 429: 'ThrottlingException' };

/** A reply as Bedrock gives it to a call that fails. */
export function fail(status: number, message = 'no', exception = EXCEPTIONS[status]): Reply {
  const headers = exception === undefined ? {} : { 'x-amzn-errortype': exception };
  return composeReply(status, JSON.stringify({ message }), headers);
}

/** A Converse call along a route. */
export function composeRouted(
  [primary = '', ...fallbacks]: readonly string[],
  differences: Partial<Target> = {},
): Target {
  const { baseModelId, tier } = parseTieredModelId(primary);
  return composeTarget({
    baseModelId,
    suffixTier: tier,
    requestedTier: tier,
    fallbacks: fallbacks.map(parseTieredModelId),
    ...differences,
  });
}

export interface Asked {
  /** The status of the answer, or the code of the router's error. */
  readonly ending: number | string;
  readonly tierFallback: string | undefined;
  /** Each as `<tiered model ID>=<status>`. */
  readonly attempts: readonly string[];
}

/** Asks, and tells in short what came of it. */
export async function askAlong(
  router: Router,
  target: Target,
  deadline: Deadline = composeDeadline(new AbortController().signal),
): Promise<Asked> {
  const attempts: Attempt[] = [];
  const { ending, tierFallback } = await tellEnding(
    askCandidates(target, router, { deadline, attempts }),
  );
  const told = attempts.map((attempt) => formatAttempts([attempt]).replace(/;\d+ms$/, ''));
  return { ending, tierFallback, attempts: told };
}

async function tellEnding(
  asking: ReturnType<typeof askCandidates>,
): Promise<Pick<Asked, 'ending' | 'tierFallback'>> {
  try {
    const { answer, tierFallback } = await asking;
    return { ending: answer instanceof RouterError ? answer.code : answer.status, tierFallback };
  } catch (error) {
    if (error instanceof RouterError) return { ending: error.code, tierFallback: undefined };
    throw error;
  }
}
