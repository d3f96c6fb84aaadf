import { text } from 'node:stream/consumers';
import type { Context } from 'aws-lambda';
import type { Outcome } from '../app/outcome';
import type { Invocation, Router } from '../app/ports';
import { recordUnrouted } from '../app/record-unrouted';
import { RequestBudget } from '../app/request-budget';
import { routeInvocation } from '../app/route-invocation';
import { parseJsonObject } from '../core/json-object';
import { RouterError } from '../core/router-error';
import { composeHookError, HookError } from './hook-error';
import { type HookCall, readHookEvent } from './read-hook-event';

/** The parser's own message would quote the reply. */
const NO_RESPONSE = 'Amazon Bedrock answered with something else than a Converse response';

/**
 * Answers the document-processing accelerator's LambdaHook with the whole Converse response. Failures are thrown: the
 * accelerator tries again, and shows the error's type and message.
 */
export function createHookHandler(router: Router, requestTimeoutMillis: number) {
  return async (event: unknown, context: Context): Promise<unknown> => {
    const remainingMillis = context.getRemainingTimeInMillis();
    const budget = new RequestBudget({ remainingMillis, requestTimeoutMillis });
    const requestId = context.awsRequestId;
    try {
      const call = readCall(event, requestId, router);
      return await converse(call, { requestId, budget }, router);
    } catch (error) {
      if (!(error instanceof RouterError)) throw error;
      throw composeHookError({ kind: 'refused', target: undefined, error, attempts: [] });
    } finally {
      budget.release();
      await Promise.all([router.mapping.settled(), router.prices.settled()]);
    }
  };
}

function readCall(event: unknown, requestId: string, router: Router): HookCall {
  try {
    return readHookEvent(event);
  } catch (error) {
    if (!(error instanceof RouterError)) throw error;
    const outcome: Outcome = { kind: 'refused', target: undefined, error, attempts: [] };
    recordUnrouted({ requestId, callerId: undefined }, outcome, router);
    throw error;
  }
}

type HookInvocation = Pick<Invocation, 'requestId' | 'budget'>;

async function converse(
  { operation, request, topK }: HookCall,
  invocation: HookInvocation,
  router: Router,
): Promise<unknown> {
  let response: unknown;
  const answer = async (outcome: Outcome) => {
    response = await readAnswer(outcome);
  };
  const routed = {
    action: 'converse',
    destination: { kind: 'operation', name: operation },
    headers: {},
    callerId: undefined,
    body: JSON.stringify(request),
    topK,
  } as const;
  await routeInvocation({ ...invocation, request: routed, answer }, router);
  if (response instanceof Error) throw response;
  return response;
}

/** The response, or the error to throw once the request is recorded. */
async function readAnswer(outcome: Outcome): Promise<unknown> {
  if (outcome.kind !== 'replied' || outcome.reply.status !== 200) return composeHookError(outcome);
  const response = parseJsonObject(await text(outcome.reply.body));
  return response ?? new HookError('InternalServerException', NO_RESPONSE);
}
