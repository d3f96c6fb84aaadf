import type { Context } from 'aws-lambda';
import type { Reply } from '../../../../lambda/core/receipts/outcome';
import { composeContext } from '../../../../local/lambda/node-runtime';
import { fakeRouter, NOVA } from '../../../fakes/fake-router';
import { composeMapping, FixedSnapshots } from '../../../fakes/fixed-snapshots';

export const EVENT = { modelId: 'LambdaHook', messages: [], context: 'Extraction' };
export const REPLY = '{"output":{},"stopReason":"end_turn","serviceTier":{"type":"flex"}}';

export function lambdaContext(remainingMillis: number): Context {
  const context = composeContext(remainingMillis);
  return {
    ...context,
    awsRequestId: 'request-1',
    getRemainingTimeInMillis: () => remainingMillis,
  };
}

export function explode(): never {
  throw new TypeError('IBAN DE02 1203 is no function');
}

/** A router in memory whose Bedrock answers by the given function, and what went through it. */
export function createRouter(answer: (signal: AbortSignal) => Promise<Reply>) {
  let settlings = 0;
  const mapping = composeMapping({ extraction: `${NOVA}:flex` }, '3');
  const snapshots = new FixedSnapshots({ mapping });
  const router = fakeRouter({
    snapshots: {
      current: () => snapshots.current(),
      settled: async () => {
        settlings += 1;
      },
    },
  });
  router.bedrock.answerNext((_, signal) => answer(signal));
  return {
    router,
    arrived: router.bedrock.requests,
    recorded: router.telemetry.receipts,
    countSettlings: () => settlings,
  };
}
