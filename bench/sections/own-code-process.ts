/**
 * Runs the router's own code from the event to the end of the answer, including adapters, log lines and EMF. The SDK's
 * clients answer at once, without middleware, signing and sockets.
 */
import { readRouterConfig } from '../../lambda/core/settings/router-config';
import { createHandler } from '../../lambda/http/create-handler';
import { HttpResponseStream } from '../../local/lambda/http-response-stream';
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

/** Sequential calls, for the latency of a single request. */
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
