import type { Context } from 'aws-lambda';
import type { BedrockReply } from '../../../../lambda/app/outcome';
import type { RequestRecord, Router } from '../../../../lambda/app/ports';
import { BUILT_IN_PRICES } from '../../../../lambda/core/pricing/built-in-prices';
import { Cooldowns } from '../../../../lambda/core/recovery/cooldowns';
import { RefusedTiers } from '../../../../lambda/core/recovery/refused-tiers';
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

export function reply(status: number, text: string, headers: Headers = {}): BedrockReply {
  const body = (async function* () {
    yield Buffer.from(text);
  })();
  return { status, headers, body, facts: () => readReplyFacts(headers, text) };
}

/** A router in memory whose Bedrock answers by the given function, and what went through it. */
export function createRouter(answer: (signal: AbortSignal) => Promise<BedrockReply>) {
  const arrived: BedrockRequest[] = [];
  const recorded: RequestRecord[] = [];
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
      recordTarget: () => {},
      recordRequest: (record) => recorded.push(record),
      recordMappingProblem: () => {},
    },
    hasCallers: false,
    budgets: undefined,
    refusedTiers: new RefusedTiers(),
    cooldowns: new Cooldowns(),
    timeouts: { firstByteMillis: FIRST_BYTE_MILLIS, pause: async () => {} },
    clock: () => 0,
  };
  return { router, arrived, recorded, countSettlings: () => settlings };
}
