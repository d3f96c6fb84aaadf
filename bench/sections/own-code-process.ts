/**
 * The router without Bedrock: everything that is its own between an event and the end of the answer, log lines and EMF
 * included, around a call that answers at once. Signing and sockets, which are the SDK's, are left out.
 */
import { Logger } from '@aws-lambda-powertools/logger';
import { PowertoolsTelemetry } from '../../lambda/adapters/telemetry/powertools-telemetry';
import type { BedrockReply } from '../../lambda/app/outcome';
import { readReplyFacts } from '../../lambda/core/reply-facts';
import { createHandler } from '../../lambda/http/create-handler';
import { HttpResponseStream } from '../../local/lambda/function-response-stream';
import { FakeRouter } from '../../test/fakes/fake-router';
import { CASES } from '../cases';
import { createHandlerCall } from '../drive/call-handler';
import { readQuantile } from '../drive/run-window';
import { answerQuestions } from '../processes/answer-questions';
import { REPLY } from '../upstream/compose-replies';

export interface OwnCodeQuestion {
  readonly kind: 'run';
  readonly caseName: string;
  readonly calls: number;
}

export interface OwnCodeTimes {
  readonly p50Micros: number;
  readonly p99Micros: number;
}

const REQUEST_TIMEOUT_MILLIS = 290_000;
const HEADERS = { 'content-type': 'application/json', 'x-amzn-requestid': 'bench' };

Object.assign(globalThis, {
  awslambda: { streamifyResponse: (handler: unknown) => handler, HttpResponseStream },
});

async function answerAtOnce(): Promise<BedrockReply> {
  const facts = readReplyFacts(HEADERS, REPLY.toString());
  const body = (async function* () {
    yield REPLY;
  })();
  return { status: 200, headers: HEADERS, body, facts: () => facts };
}

const router = Object.assign(new FakeRouter(), {
  bedrock: { invoke: answerAtOnce },
  telemetry: new PowertoolsTelemetry(new Logger()),
  clock: () => performance.now(),
});
const handler = createHandler(router, REQUEST_TIMEOUT_MILLIS);

/** One call after another: what a single request waits for. */
answerQuestions<OwnCodeQuestion>(async ({ caseName, calls }) => {
  const benchCase = CASES.find(({ name }) => name === caseName);
  if (benchCase === undefined) throw new Error(`there is no case "${caseName}"`);
  const call = createHandlerCall(benchCase, handler);
  const micros: number[] = [];
  for (let done = 0; done < calls; done += 1) {
    const from = performance.now();
    await call();
    micros.push((performance.now() - from) * 1000);
  }
  return { p50Micros: readQuantile(micros, 0.5), p99Micros: readQuantile(micros, 0.99) };
});
