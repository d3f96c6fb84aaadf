import { composePolicy } from '../../fakes/compose-policy';
import { composeReply, composeStream } from '../../fakes/compose-reply';
import { NOVA } from '../../fakes/fake-router';
import { FixedCallers } from '../../fakes/fixed-callers';
import {
  ASKED_EMF,
  ASKED_HEADERS,
  ASKED_LOG,
  BOTH_SETS,
  fail,
  GEMMA,
  type Golden,
  NO_CACHE,
  STREAM_ATTEMPTS,
  STREAM_HEAD,
  USAGE,
} from './golden-receipt';

export const SERVED_ON_FLEX: Golden = {
  answers: [
    [
      812.34,
      () =>
        composeReply(200, `{"serviceTier":{"type":"flex"},${USAGE}}`, {
          'x-amzn-requestid': 'bedrock-1',
        }),
    ],
  ],
  head: {
    statusCode: 200,
    'content-type': 'application/json',
    'x-amzn-requestid': 'bedrock-1',
    'x-amzn-bedrock-service-tier': 'flex',
    ...ASKED_HEADERS,
    'x-router-attempts': `${NOVA}:flex=200;812ms`,
    'x-router-estimated-cost-usd': '0.0003025',
  },
  log: {
    level: 'INFO',
    message: 'Request served',
    ...ASKED_LOG,
    status: 200,
    resolved_tier: 'flex',
    usage: { inputTokens: 1000, outputTokens: 100, ...NO_CACHE },
    estimated_cost_usd: 0.0003025,
    estimated_savings_usd: 0.0003025,
    bedrock_request_id: 'bedrock-1',
    attempts: [{ model_id: NOVA, tier: 'flex', result: 200, latency_ms: 812.3 }],
    latency_ms: 812.3,
    bedrock_latency_ms: 812.3,
  },
  emf: {
    ...ASKED_EMF,
    ResolvedServiceTier: 'flex',
    Invocations: 1,
    InputTokenCount: 1000,
    OutputTokenCount: 100,
    EstimatedCost: 0.0003025,
    EstimatedSavings: 0.0003025,
    InvocationLatency: 812.34,
    RouterLatency: 0,
  },
};

export const RECOVERED_AT_A_FALLBACK: Golden = {
  headers: {
    'x-router-metadata': '{"team":"claims"}',
    'x-claude-code-session-id': 'session-1',
    'x-amzn-trace-id': 'Root=1-67891233-abcdef012345678912345678',
  },
  apiKeyId: 'key-1',
  callers: new FixedCallers({ 'key-1': composePolicy({ name: 'Claims' }) }),
  answers: [
    [
      10,
      fail(429, 'ThrottlingException:http://internal.amazon.com/coral/', 'secret of the caller'),
    ],
    [30, () => composeReply(200, `{"serviceTier":{"type":"default"},${USAGE}}`)],
  ],
  head: {
    statusCode: 200,
    'content-type': 'application/json',
    'x-amzn-bedrock-service-tier': 'default',
    ...ASKED_HEADERS,
    'x-router-model-id': GEMMA,
    'x-router-attempts': `${NOVA}:flex=429;10ms,${GEMMA}:flex=200;30ms`,
    'x-router-estimated-cost-usd': '0.000268',
    'x-router-tier-fallback': 'quota',
  },
  log: {
    level: 'INFO',
    message: 'Request served',
    ...ASKED_LOG,
    caller: 'Claims',
    caller_id: 'key-1',
    session_id: 'session-1',
    trace_id: '1-67891233-abcdef012345678912345678',
    metadata: { team: 'claims' },
    model_id: GEMMA,
    status: 200,
    resolved_tier: 'default',
    tier_fallback: 'quota',
    usage: { inputTokens: 1000, outputTokens: 100, ...NO_CACHE },
    estimated_cost_usd: 0.000268,
    estimated_savings_usd: 0,
    attempts: [
      { model_id: NOVA, tier: 'flex', result: 429, latency_ms: 10 },
      { model_id: GEMMA, tier: 'flex', result: 200, latency_ms: 30 },
    ],
    latency_ms: 40,
    bedrock_latency_ms: 40,
  },
  emf: {
    ...ASKED_EMF,
    dimensions: [...BOTH_SETS, ['service', 'ServiceTier', 'Caller']],
    ModelId: GEMMA,
    ResolvedServiceTier: 'default',
    Caller: 'Claims',
    Invocations: 1,
    TierFallbacks: 1,
    TierDowngrades: 1,
    InputTokenCount: 1000,
    OutputTokenCount: 100,
    EstimatedCost: 0.000268,
    EstimatedSavings: 0,
    InvocationLatency: 40,
    RouterLatency: 0,
  },
};

export const STREAM_FACTS = {
  resolvedTier: 'flex',
  usage: { inputTokens: 1000, outputTokens: 100, ...NO_CACHE },
  firstTokenAt: 1_205.5,
};
export const STREAMED: Golden = {
  path: '/v1/extraction/stream',
  answers: [[200, () => composeStream(['one', 'two'], STREAM_FACTS)]],
  head: STREAM_HEAD,
  log: {
    level: 'INFO',
    message: 'Request served',
    ...ASKED_LOG,
    action: 'converse-stream',
    status: 200,
    resolved_tier: 'flex',
    usage: STREAM_FACTS.usage,
    estimated_cost_usd: 0.0003025,
    estimated_savings_usd: 0.0003025,
    attempts: STREAM_ATTEMPTS,
    latency_ms: 200,
    bedrock_latency_ms: 200,
  },
  emf: {
    ...ASKED_EMF,
    ResolvedServiceTier: 'flex',
    Invocations: 1,
    InputTokenCount: 1000,
    OutputTokenCount: 100,
    TimeToFirstToken: 205.5,
    EstimatedCost: 0.0003025,
    EstimatedSavings: 0.0003025,
    InvocationLatency: 200,
    RouterLatency: 0,
  },
};
