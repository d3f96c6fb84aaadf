import { SERVICE_TIER_HEADER } from '../../lambda/contract';
import type { Exchange } from './exchange';
import type { Call, FailurePlan } from './failures/failure-plan';
import { type Failure, GATEWAY_STATUSES } from './failures/failure-rule';
import { throwIfError } from './failures/throw-failure';
import type { ReceivedRequest } from './journal';
import { type BedrockOperation, isInvoke, isStreaming } from './operation';
import type { SimulatedModel } from './replies/simulated-model';
import { readCall } from './requests/read-call';
import type { CallServices, PromptToComplete, PromptToCount } from './requests/valid-call';
import { sendStream, sendWhole } from './send-reply';
import type { Completion } from './wire/completion';
import { invocationHeaders, LATENCY_HEADER } from './wire/invocation-metrics';

/** Chooses the failure of a call by its request. If it is undefined, planned failures apply. */
export type ChooseFailure = (request: ReceivedRequest, call: Call) => Failure | undefined;

export interface InvocationServices extends CallServices {
  readonly model: SimulatedModel;
  readonly failures: FailurePlan;
  readonly chooseFailure: ChooseFailure;
}

/**
 * Serves one call of the runtime API: checks it, applies a planned failure, and replies.
 *
 * @throws BedrockError for an error response; AbortError if the client disconnected
 */
export async function serveInvocation(
  exchange: Exchange,
  received: ReceivedRequest,
  services: InvocationServices,
): Promise<void> {
  const call = readCall(exchange, received, services);
  const failure = services.chooseFailure(received, call) ?? services.failures.take(call);
  if (failure !== undefined) exchange.note({ failure: failure.kind });
  if (failure?.kind === 'hang') return exchange.hang();
  if (failure?.kind === 'cut' && failure.at === 'before-reply') {
    await exchange.pause(failure.milliseconds ?? 0);
    return exchange.cut();
  }
  if (failure?.kind === 'bad-gateway' || failure?.kind === 'gateway-timeout') {
    return exchange.sendGatewayError(GATEWAY_STATUSES[failure.kind]);
  }
  throwIfError(failure);
  if (call.purpose === 'count') return sendTokenCount(exchange, call, { services, failure });
  await sendCompletion(exchange, call, { services, failure });
}

interface CallContext {
  readonly services: InvocationServices;
  readonly failure: Failure | undefined;
}

async function sendTokenCount(
  exchange: Exchange,
  { prompt }: PromptToCount,
  { services, failure }: CallContext,
): Promise<void> {
  const body = { inputTokens: services.model.countTokens(prompt) };
  await sendWhole(exchange, { afterMillis: extraMillis(failure), body, headers: {}, failure });
}

async function sendCompletion(
  exchange: Exchange,
  call: Call & PromptToComplete,
  { services, failure }: CallContext,
): Promise<void> {
  const { operation, modelId, prompt, writer, framing, latencyMode } = call;
  const completion = services.model.complete({
    modelId,
    prompt,
    requestId: exchange.requestId,
    latencyMode,
    isCounted: failure?.kind !== 'no-counts',
    servedTier: failure?.kind === 'downgrade' ? (failure.servedTier ?? 'default') : call.tier,
    isStreamed: isStreaming(operation),
    extraMillis: extraMillis(failure),
  });
  exchange.note({ resolvedTier: completion.servedTier, usage: completion.usage });
  const headers = writeHeaders(operation, completion);
  try {
    if (isStreaming(operation)) {
      const events = writer.writeStream(completion);
      await sendStream(exchange, { completion, events, framing, headers, failure });
    } else {
      const afterMillis = completion.latency.totalMillis;
      const body = writer.writeReply(completion);
      await sendWhole(exchange, { afterMillis, body, headers, failure });
    }
  } finally {
    services.failures.settle(call, completion.usage.totalTokens);
  }
}

function extraMillis(failure: Failure | undefined): number {
  return failure?.kind === 'slow' ? failure.milliseconds : 0;
}

/** Writes headers for invoke operations. The others report the tier and the usage in their bodies. */
function writeHeaders(operation: BedrockOperation, completion: Completion): Record<string, string> {
  if (!isInvoke(operation)) return {};
  const { servedTier, latencyMode } = completion;
  const echoed = {
    [SERVICE_TIER_HEADER]: servedTier,
    ...(latencyMode !== undefined && { [LATENCY_HEADER]: latencyMode }),
  };
  return isStreaming(operation)
    ? { ...echoed, 'X-Amzn-Bedrock-Content-Type': 'application/json' }
    : { ...echoed, ...invocationHeaders(completion) };
}
