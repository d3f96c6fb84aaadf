import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { composeContext, type LoadedHandler, loadFunction } from '../../local/lambda/node-runtime';
import { type BenchCase, CHAT_MODEL_ID, TIER } from '../cases';
import { composeChatBody, composeConverseBody } from '../contenders/compose-converse';
import { AnswerSink } from './answer-sink';
import { composeEvent, composeOperationEvent } from './compose-operation-event';
import type { Call } from './run-window';

const TIMEOUT_MILLIS = 900_000;
const CHAT_PATH = '/openai/v1/chat/completions';

/** Calls the bundled handler in this process. */
export function callHandler(benchCase: BenchCase, bundle: string): Call {
  return createHandlerCall(benchCase, loadFunction(bundle).handler);
}

/** Calls it by OpenAI's wire. A stream reports its usage, as one of Converse does. */
export function callChatHandler(benchCase: BenchCase, bundle: string): Call {
  const body = composeChatBody(benchCase, `${CHAT_MODEL_ID}:${TIER}`);
  const usage = benchCase.isStream ? '"stream_options":{"include_usage":true},' : '';
  const event = composeEvent(CHAT_PATH, body.replace('{', `{${usage}`));
  return callWith(event, loadFunction(bundle).handler);
}

/** Calls a handler with an event of API Gateway. */
export function createHandlerCall(benchCase: BenchCase, handler: LoadedHandler): Call {
  const event = composeOperationEvent(composeConverseBody(benchCase), benchCase.isStream);
  return callWith(event, handler);
}

function callWith(event: APIGatewayProxyEvent, handler: LoadedHandler): Call {
  return async () => {
    const sink = new AnswerSink();
    await handler(withNewId(event), sink, composeContext(TIMEOUT_MILLIS));
    const { statusCode, bytes, firstByteAt } = sink.answer;
    if (statusCode !== 200 || bytes === 0) throw new Error(`the handler answered ${statusCode}`);
    return { firstByteAt };
  };
}

function withNewId(event: APIGatewayProxyEvent): APIGatewayProxyEvent {
  return { ...event, requestContext: { ...event.requestContext, requestId: randomUUID() } };
}
