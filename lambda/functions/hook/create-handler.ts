import { text } from 'node:stream/consumers';
import type { Context } from 'aws-lambda';
import { recordUnrouted } from '../../app/answer-and-record';
import { startDeadline } from '../../app/deadline';
import type { Invocation, Router } from '../../app/ports';
import { routeRequest } from '../../app/route-request';
import { settleSnapshots } from '../../app/settle-snapshots';
import { operationsPath, overridesPrefix } from '../../contract';
import { RouterError } from '../../core/errors/router-error';
import { isOperationName } from '../../core/ids/operation-name';
import { parseJsonObject } from '../../core/json/json-object';
import { breakUnplanned, type Outcome, refuseUnplanned } from '../../core/receipts/outcome';
import type { RouterRequest } from '../../core/routing/plan-request';
import type { RouterConfig } from '../../core/settings/router-config';
import { TIMES } from '../../core/settings/times';
import { composeHookError, HookError } from './error';
import { readHookEvent, writeConverseBody } from './read-event';

/** Replaces the parser's message, which would quote the reply. */
const NO_RESPONSE = 'the answer of Amazon Bedrock is not a Converse response';

export type HookConfig = Pick<RouterConfig, 'parameterPrefix' | 'requestTimeoutMillis'>;

/**
 * Answers the document-processing accelerator's LambdaHook with the whole Converse response. It throws failures, because
 * the accelerator then retries, and shows the error's message.
 */
export function createHookHandler(router: Router, config: HookConfig) {
  const { requestTimeoutMillis } = config;
  return async (event: unknown, context: Context): Promise<unknown> => {
    const remainingMillis = context.getRemainingTimeInMillis();
    const deadline = startDeadline({ remainingMillis, requestTimeoutMillis });
    const requestId = context.awsRequestId;
    try {
      const request = readRequest(event, requestId, router);
      return await converse({ requestId, request, deadline }, router, config);
    } catch (error) {
      if (error instanceof HookError) throw error;
      if (error instanceof RouterError) throw composeHookError(refuseUnplanned(error));
      throw recordUnsent(error, requestId, router);
    } finally {
      deadline.release();
      // The answer is sent only when the function ends.
      await settleSnapshots(router, {
        remainingMillis: context.getRemainingTimeInMillis(),
        mostMillis: TIMES.readingWaitMillis,
      });
    }
  };
}

/** @throws HookError once the refusal is recorded */
function readRequest(event: unknown, requestId: string, router: Router): RouterRequest {
  try {
    const call = readHookEvent(event);
    return {
      action: 'converse',
      destination: { kind: 'operation', name: call.operation },
      headers: {},
      callerId: undefined,
      body: writeConverseBody(call),
      adaptation: { topK: call.topK },
    };
  } catch (error) {
    throw recordUnsent(error, requestId, router);
  }
}

function recordUnsent(error: unknown, requestId: string, router: Router): HookError {
  const outcome = error instanceof RouterError ? refuseUnplanned(error) : breakUnplanned(error);
  recordUnrouted({ requestId, origin: undefined, outcome }, router);
  return composeHookError(outcome);
}

async function converse(
  invocation: Omit<Invocation, 'answer'>,
  router: Router,
  { parameterPrefix }: HookConfig,
): Promise<unknown> {
  let response: unknown;
  const answer = async (outcome: Outcome) => {
    response = await readAnswer(adviseRoute(outcome, invocation.request, parameterPrefix));
  };
  await routeRequest({ ...invocation, answer }, router);
  if (response instanceof Error) throw response;
  return response;
}

/** The operation of a step that has no route is missing in Parameter Store. The message says which parameter to write. */
function adviseRoute(
  outcome: Outcome,
  { destination }: RouterRequest,
  parameterPrefix: string,
): Outcome {
  const name = destination.kind === 'operation' ? destination.name : '';
  const isUnknown = outcome.kind === 'refused' && outcome.error.code === 'unknown-operation';
  if (!isUnknown || !isOperationName(name)) return outcome;
  const parameter = `${operationsPath(overridesPrefix(parameterPrefix))}/${name}`;
  const message = `${outcome.error.message}; to add it, write its route to the parameter ${parameter}`;
  return { ...outcome, error: new RouterError('unknown-operation', message) };
}

/** Reads the response. An error is returned, because it is thrown only after the request is recorded. */
async function readAnswer(outcome: Outcome): Promise<unknown> {
  if (outcome.kind !== 'reply' || outcome.reply.status !== 200) return composeHookError(outcome);
  const response = parseJsonObject(await text(outcome.reply.body));
  return response ?? new HookError('InternalServerException', NO_RESPONSE);
}
