import type { JsonObject } from '../../../lambda/core/json/json-object';
import type { Completion, StreamEvent } from './completion';

/** Names the latency mode in requests and replies of the invoke operations. */
export const LATENCY_HEADER = 'x-amzn-bedrock-performanceconfig-latency';

/** Adds the metrics that Bedrock puts into the last event of every invoke stream. */
export function withInvocationMetrics(payload: JsonObject, completion: Completion): JsonObject {
  const { usage, latency, isCounted } = completion;
  if (!isCounted) return payload;
  return {
    ...payload,
    'amazon-bedrock-invocationMetrics': {
      inputTokenCount: usage.inputTokens,
      outputTokenCount: usage.outputTokens,
      invocationLatency: Math.round(latency.totalMillis),
      firstByteLatency: Math.round(latency.firstTokenMillis),
      ...(usage.cacheReadInputTokens !== undefined && {
        cacheReadInputTokens: usage.cacheReadInputTokens,
        cacheWriteInputTokens: usage.cacheWriteInputTokens,
      }),
    },
  };
}

/** Writes the same metrics as headers, for a reply that is not a stream. */
export function invocationHeaders({
  usage,
  latency,
  isCounted,
}: Completion): Record<string, string> {
  if (!isCounted) return {};
  return {
    'X-Amzn-Bedrock-Input-Token-Count': String(usage.inputTokens),
    'X-Amzn-Bedrock-Output-Token-Count': String(usage.outputTokens),
    'X-Amzn-Bedrock-Invocation-Latency': String(Math.round(latency.totalMillis)),
  };
}

/** Wraps a vendor's event in a `chunk` event of Bedrock. */
export function chunk(vendorEvent: JsonObject, isDelta = false): StreamEvent {
  const bytes = Buffer.from(JSON.stringify(vendorEvent)).toString('base64');
  return { type: 'chunk', payload: { bytes }, isDelta };
}
