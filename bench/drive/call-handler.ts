import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { composeContext, type LoadedHandler, loadFunction } from '../../local/lambda/node-runtime';
import type { BenchCase } from '../cases';
import { composeConverseBody } from '../contenders/compose-converse';
import { AnswerSink } from './answer-sink';
import { composeOperationEvent } from './compose-operation-event';
import type { Call } from './run-window';

const TIMEOUT_MILLIS = 900_000;

/** Calls the bundled handler in this process. */
export function callHandler(benchCase: BenchCase, bundle: string): Call {
  return createHandlerCall(benchCase, loadFunction(bundle).handler);
}

/** Calls a handler with an event of API Gateway. */
export function createHandlerCall(benchCase: BenchCase, handler: LoadedHandler): Call {
  const event = composeOperationEvent(composeConverseBody(benchCase), benchCase.isStream);
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
