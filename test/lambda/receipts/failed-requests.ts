import { expect } from 'vitest';
import { RouterError } from '../../../lambda/core/errors/router-error';
import { composeStream } from '../../fakes/compose-reply';
import { NOVA } from '../../fakes/fake-router';
import {
  ASKED_EMF,
  ASKED_HEADERS,
  ASKED_LOG,
  fail,
  type Golden,
  REQUEST_ID,
  STREAM_ATTEMPTS,
  STREAM_HEAD,
} from './golden-receipt';

const unreachable = () =>
  Promise.reject(
    new RouterError('bedrock-unreachable', 'no answer came from Amazon Bedrock', {
      cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    }),
  );

export const INTERRUPTED: Golden = {
  path: '/v1/extraction/stream',
  answers: [
    [
      200,
      () =>
        composeStream([
          'one',
          new RouterError('stream-broken', 'secret', {
            cause: Object.assign(new Error('aborted'), { code: 'ECONNRESET' }),
          }),
        ]),
    ],
  ],
  head: STREAM_HEAD,
  log: {
    level: 'ERROR',
    message: 'Request failed',
    ...ASKED_LOG,
    action: 'converse-stream',
    status: 502,
    cost_status: 'unknown-usage',
    charged_usd: 0.0901219,
    attempts: STREAM_ATTEMPTS,
    router_error: 'stream-broken',
    cause: { name: 'Error', message: 'aborted', code: 'ECONNRESET' },
    latency_ms: 200,
    bedrock_latency_ms: 200,
  },
  emf: {
    ...ASKED_EMF,
    ResolvedServiceTier: 'unreported',
    InvocationServerErrors: 1,
    UnknownUsageInvocations: 1,
    InvocationLatency: 200,
    RouterLatency: 0,
  },
};

export const STREAM_WITH_AN_EXCEPTION: Golden = {
  path: '/v1/extraction/stream',
  answers: [[200, () => composeStream(['one'], { streamException: 'throttlingException' })]],
  head: STREAM_HEAD,
  log: {
    level: 'WARN',
    message: 'Request refused',
    ...ASKED_LOG,
    action: 'converse-stream',
    status: 429,
    cost_status: 'unknown-usage',
    charged_usd: 0.0901219,
    bedrock_error: 'throttlingException',
    attempts: STREAM_ATTEMPTS,
    latency_ms: 200,
    bedrock_latency_ms: 200,
  },
  emf: {
    ...ASKED_EMF,
    ResolvedServiceTier: 'unreported',
    InvocationThrottles: 1,
    UnknownUsageInvocations: 1,
    InvocationLatency: 200,
    RouterLatency: 0,
  },
};

export const REFUSED_BY_BEDROCK: Golden = {
  path: `/model/${NOVA}:flex/converse`,
  answers: [[5, fail(400, 'ValidationException', 'secret of the caller')]],
  head: {
    statusCode: 400,
    'content-type': 'application/json',
    'x-amzn-errortype': 'ValidationException',
    'x-router-operation': 'direct',
    'x-router-model-id': NOVA,
    'x-router-requested-tier': 'flex',
    'x-router-attempts': `${NOVA}:flex=400;5ms`,
  },
  log: {
    level: 'WARN',
    message: 'Request refused',
    request_id: REQUEST_ID,
    action: 'converse',
    operation: 'direct',
    model_id: NOVA,
    requested_tier: 'flex',
    status: 400,
    charged_usd: 0,
    bedrock_error: 'ValidationException',
    attempts: [{ model_id: NOVA, tier: 'flex', result: 400, latency_ms: 5 }],
    latency_ms: 5,
    bedrock_latency_ms: 5,
  },
  emf: {
    dimensions: [['service', 'ServiceTier', 'Operation']],
    service: 'bedrock-tier-router',
    Operation: 'direct',
    ServiceTier: 'flex',
    InvocationClientErrors: 1,
    InvocationLatency: 5,
    RouterLatency: 0,
  },
};

export const OUT_OF_REACH: Golden = {
  headers: { 'x-router-strict-tier': 'true' },
  answers: [
    [1, unreachable],
    [2, unreachable],
  ],
  head: {
    statusCode: 503,
    'content-type': 'application/json',
    'x-amzn-errortype': 'ServiceUnavailableException',
    'x-router-error': 'bedrock-unreachable',
    'retry-after': '2',
    ...ASKED_HEADERS,
    'x-router-attempts': `${NOVA}:flex=unreachable;1ms,${NOVA}:flex=unreachable;2ms`,
  },
  log: {
    level: 'ERROR',
    message: 'Request failed',
    ...ASKED_LOG,
    status: 503,
    charged_usd: 0,
    attempts: [
      { model_id: NOVA, tier: 'flex', result: 'unreachable', latency_ms: 1 },
      { model_id: NOVA, tier: 'flex', result: 'unreachable', latency_ms: 2 },
    ],
    router_error: 'bedrock-unreachable',
    cause: { name: 'Error', message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' },
    latency_ms: 3,
    bedrock_latency_ms: 3,
  },
  emf: {
    ...ASKED_EMF,
    ResolvedServiceTier: 'unreported',
    InvocationServerErrors: 1,
    InvocationLatency: 3,
    RouterLatency: 0,
  },
};

export const REFUSED_UNPLANNED: Golden = {
  headers: { 'x-amzn-bedrock-service-tier': 'secret', 'x-router-metadata': '{"team":"claims"}' },
  head: {
    statusCode: 400,
    'content-type': 'application/json',
    'x-amzn-errortype': 'ValidationException',
    'x-router-error': 'invalid-tier',
    'x-should-retry': 'false',
  },
  log: {
    level: 'WARN',
    message: 'Request refused',
    request_id: REQUEST_ID,
    metadata: { team: 'claims' },
    action: 'converse',
    operation: 'extraction',
    status: 400,
    attempts: [],
    router_error: 'invalid-tier',
    latency_ms: 0,
    bedrock_latency_ms: 0,
  },
};

export const MET_A_BUG: Golden = {
  answers: [[7, () => Promise.reject(new TypeError('secret of the caller'))]],
  head: {
    statusCode: 500,
    'content-type': 'application/json',
    'x-amzn-errortype': 'InternalServerException',
    ...ASKED_HEADERS,
  },
  log: {
    level: 'ERROR',
    message: 'Request failed',
    ...ASKED_LOG,
    status: 500,
    charged_usd: 0.1802438,
    attempts: [],
    router_error: 'unknown',
    cause: { name: 'TypeError', frames: expect.any(Array) },
    latency_ms: 7,
    bedrock_latency_ms: 7,
  },
  emf: {
    ...ASKED_EMF,
    ResolvedServiceTier: 'unreported',
    InvocationServerErrors: 1,
    InvocationLatency: 7,
    RouterLatency: 0,
  },
};
