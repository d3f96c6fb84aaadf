/** A process that makes calls of one kind, and reports how long they took. */
import type { BenchCase } from '../cases';
import { answerQuestions } from '../processes/answer-questions';
import { callChatHandler, callHandler } from './call-handler';
import { callSdk } from './call-sdk';
import { type HttpTarget, postOverHttp } from './post-over-http';
import { postSigned } from './post-signed';
import { type Call, runWindow, type WindowOptions } from './run-window';

/** How to make a call. */
export type CallPlan =
  | { readonly kind: 'http' | 'signed'; readonly target: HttpTarget }
  /** A body of OpenAI's chat completions, for a process of another language. */
  | { readonly kind: 'chat'; readonly body: string }
  | { readonly kind: 'sdk'; readonly benchCase: BenchCase }
  | {
      readonly kind: 'handler' | 'chat handler';
      readonly benchCase: BenchCase;
      readonly bundle: string;
    };

export type DriverQuestion =
  | { readonly kind: 'plan'; readonly plan: CallPlan }
  | ({ readonly kind: 'run' } & WindowOptions);

let call: Call | undefined;

function createCall(plan: CallPlan): Call {
  switch (plan.kind) {
    case 'http':
      return postOverHttp(plan.target);
    case 'signed':
      return postSigned(plan.target);
    case 'chat':
      throw new Error('this process makes no such call');
    case 'sdk':
      return callSdk(plan.benchCase);
    case 'handler':
      return callHandler(plan.benchCase, plan.bundle);
    case 'chat handler':
      return callChatHandler(plan.benchCase, plan.bundle);
    default:
      return plan satisfies never;
  }
}

answerQuestions<DriverQuestion>(async (question) => {
  if (question.kind === 'plan') {
    call = createCall(question.plan);
    await call();
    return {};
  }
  if (call === undefined) throw new Error('no call is planned');
  return runWindow(call, question);
});
