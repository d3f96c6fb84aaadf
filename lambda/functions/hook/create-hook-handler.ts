import { text } from 'node:stream/consumers';
import type { Context } from 'aws-lambda';
import type { Outcome } from '../../app/outcome';
import type { Invocation, Router } from '../../app/ports';
import { recordUnrouted } from '../../app/record-unrouted';
import { RequestDeadline } from '../../app/request-deadline';
import { routeInvocation } from '../../app/route-invocation';
import { RouterError } from '../../core/errors/router-error';
import { parseJsonObject } from '../../core/json/json-object';
import type { RouterRequest } from '../../core/routing/target';
import { composeHookError, HookError } from './hook-error';
import { readHookEvent, writeConverseBody } from './read-hook-event';

/** The parser's own message would quote the reply. */
const NO_RESPONSE = 'Amazon Bedrock answered with something else than a Converse response';

/**
 * Answers the document-processing accelerator's LambdaHook with the whole Converse response. Failures are thrown: the
 * accelerator tries again, and shows the error's type and message.
 */
export function createHookHandler(router: Router, requestTimeoutMillis: number) {
  return async (event: unknown, context: Context): Promise<unknown> => {
    const remainingMillis = context.getRemainingTimeInMillis();
    const deadline = new RequestDeadline({ remainingMillis, requestTimeoutMillis });
    const requestId = context.awsRequestId;
    try {
      const request = readRequest(event, requestId, router);
      return await converse({ requestId, request, deadline }, router);
    } catch (error) {
      if (error instanceof HookError) throw error;
      if (error instanceof RouterError) throw composeHookError(composeRefusal(error));
      throw recordUnsent(error, requestId, router);
    } finally {
      deadline.release();
      await router.snapshots.settled();
    }
  };
}

/** @throws HookError once it is recorded why the request does not set out */
function readRequest(event: unknown, requestId: string, router: Router): RouterRequest {
  try {
    const call = readHookEvent(event);
    return {
      action: 'converse',
      destination: { kind: 'operation', name: call.operation },
      headers: {},
      callerId: undefined,
      body: writeConverseBody(call),
      topK: call.topK,
    };
  } catch (error) {
    throw recordUnsent(error, requestId, router);
  }
}

function recordUnsent(error: unknown, requestId: string, router: Router): HookError {
  const outcome: Outcome =
    error instanceof RouterError
      ? composeRefusal(error)
      : { kind: 'broken', target: undefined, cause: error, attempts: [] };
  recordUnrouted({ requestId, origin: undefined }, outcome, router);
  return composeHookError(outcome);
}

function composeRefusal(error: RouterError): Outcome {
  return { kind: 'refused', target: undefined, error, attempts: [] };
}

async function converse(invocation: Omit<Invocation, 'answer'>, router: Router): Promise<unknown> {
  let response: unknown;
  const answer = async (outcome: Outcome) => {
    response = await readAnswer(outcome);
  };
  await routeInvocation({ ...invocation, answer }, router);
  if (response instanceof Error) throw response;
  return response;
}

/** The response, or the error to throw once the request is recorded. */
async function readAnswer(outcome: Outcome): Promise<unknown> {
  if (outcome.kind !== 'replied' || outcome.reply.status !== 200) return composeHookError(outcome);
  const response = parseJsonObject(await text(outcome.reply.body));
  return response ?? new HookError('InternalServerException', NO_RESPONSE);
}
