import type { Context } from 'aws-lambda';
import type { Router } from '../../../../lambda/app/ports';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import type { Reply } from '../../../../lambda/core/receipts/outcome';
import type { FinalReceipt } from '../../../../lambda/core/receipts/receipt';
import { FailureMemory } from '../../../../lambda/core/recovery/failure-memory';
import type { Snapshot } from '../../../../lambda/core/settings/snapshot';
import type { Headers } from '../../../../lambda/core/wire/forwarded-headers';
import { readReplyFacts } from '../../../../lambda/core/wire/reply-facts';
import type { BedrockRequest } from '../../../../lambda/core/wire/wire';

const SNAPSHOT: Snapshot = {
  mapping: new Map([
    [
      'extraction',
      { route: [{ baseModelId: 'us.amazon.nova-2-lite-v1:0', tier: 'flex' }], version: '3' },
    ],
  ]),
  policies: undefined,
  prices: BUILT_IN_PRICES,
  wasRead: true,
};
export const EVENT = { modelId: 'LambdaHook', messages: [], context: 'Extraction' };
const FIRST_BYTE_MILLIS = {
  priority: 60_000,
  default: 60_000,
  flex: 60_000,
  reserved: 60_000,
};
export const REPLY = '{"output":{},"stopReason":"end_turn","serviceTier":{"type":"flex"}}';

export function lambdaContext(remainingMillis: number): Context {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: 'GENAIIDP-router',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:111122223333:function:GENAIIDP-router',
    memoryLimitInMB: '256',
    awsRequestId: 'request-1',
    logGroupName: '/aws/lambda/GENAIIDP-router',
    logStreamName: 'stream',
    getRemainingTimeInMillis: () => remainingMillis,
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}

export function explode(): never {
  throw new TypeError('IBAN DE02 1203 is no function');
}

export function reply(status: number, text: string, headers: Headers = {}): Reply {
  const facts = readReplyFacts(headers, text);
  const body = (async function* () {
    yield Buffer.from(text);
  })();
  return { status, headers, body, opening: facts, readEnd: () => facts };
}

/** A router in memory whose Bedrock answers by the given function, and what went through it. */
export function createRouter(answer: (signal: AbortSignal) => Promise<Reply>) {
  const arrived: BedrockRequest[] = [];
  const recorded: FinalReceipt[] = [];
  let settlings = 0;
  const router: Router = {
    stampsMetadata: true,
    bounds: { models: 'any', tiers: ['default', 'flex'] },
    snapshots: {
      current: async () => SNAPSHOT,
      settled: async () => {
        settlings += 1;
      },
    },
    bedrock: {
      invoke: (request, signal) => {
        arrived.push(request);
        return answer(signal);
      },
    },
    telemetry: {
      recordPlan: () => {},
      recordReceipt: (receipt) => recorded.push(receipt),
      recordMappingProblem: () => {},
    },
    hasCallers: false,
    budgets: undefined,
    failures: new FailureMemory(),
    timeouts: { firstByteMillis: FIRST_BYTE_MILLIS, pause: async () => {} },
    clock: () => 0,
  };
  return { router, arrived, recorded, countSettlings: () => settlings };
}
