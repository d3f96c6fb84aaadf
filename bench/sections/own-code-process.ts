/**
 * The router without the SDK: everything that is its own between an event and the end of the answer, adapters, log lines
 * and EMF included, around clients that answer at once. The SDK's middleware, signing and sockets are left out.
 */

import { readRouterConfig } from '../../lambda/core/settings/router-config';
import { createHandler } from '../../lambda/http/create-handler';
import { HttpResponseStream } from '../../local/lambda/function-response-stream';
import { CASES } from '../cases';
import { createHandlerCall } from '../drive/call-handler';
import { readQuantile, runWindow } from '../drive/run-window';
import { answerQuestions } from '../processes/answer-questions';
import { createOwnCodeRouter } from './own-code-router';

export interface OwnCodeQuestion {
  readonly kind: 'run';
  readonly caseName: string;
  readonly millis: number;
}

export interface OwnCodeTimes {
  readonly calls: number;
  readonly p50Micros: number;
  readonly p99Micros: number;
}

Object.assign(globalThis, {
  awslambda: { streamifyResponse: (handler: unknown) => handler, HttpResponseStream },
});

const settings = readRouterConfig(process.env);
const handler = createHandler(createOwnCodeRouter(settings), settings.requestTimeoutMillis);

/** One call after another: what a single request waits for. */
answerQuestions<OwnCodeQuestion>(async ({ caseName, millis }) => {
  const benchCase = CASES.find(({ name }) => name === caseName);
  if (benchCase === undefined) throw new Error(`there is no case "${caseName}"`);
  const call = createHandlerCall(benchCase, handler);
  const { calls, latencyMicros } = await runWindow(call, { concurrency: 1, millis });
  return {
    calls,
    p50Micros: readQuantile(latencyMicros, 0.5),
    p99Micros: readQuantile(latencyMicros, 0.99),
  };
});
