import type { CallerPolicies } from '../../../lambda/core/callers/policies';
import { composeReply } from '../../fakes/compose-reply';
import type { Answer } from '../../fakes/fake-bedrock-models';
import { NOVA } from '../../fakes/fake-router';

/** A whole request: what is sent, what Bedrock answers, and everything that the router reports about it. */
export interface Golden {
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly apiKeyId?: string;
  readonly policies?: CallerPolicies;
  /** Each with the milliseconds that it takes. */
  readonly answers?: readonly (readonly [number, Answer])[];
  readonly head: Readonly<Record<string, string | number>>;
  readonly log: Readonly<Record<string, unknown>>;
  /** The values of the EMF line and its sets of dimensions; undefined if there is none. */
  readonly emf?: Readonly<Record<string, unknown>>;
}

export const GEMMA = 'google.gemma-3-27b-it';
export const ROUTES = { extraction: `${NOVA}:flex,${NOVA},${GEMMA}:flex` };
export const USAGE = '"usage":{"inputTokens":1000,"outputTokens":100}';
export const NO_CACHE = {
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
  cacheWriteOneHourInputTokens: 0,
};
export const REQUEST_ID = '0f7e3c52-1b9c-4a8d-9a57-3a2f6c1d0e4b';

export const BOTH_SETS = [
  ['service', 'ServiceTier', 'Operation'],
  ['service', 'ServiceTier', 'ModelId', 'ResolvedServiceTier'],
];
export const ASKED_HEADERS = {
  'x-router-operation': 'extraction',
  'x-router-model-id': NOVA,
  'x-router-requested-tier': 'flex',
  'x-router-mapping-version': '3',
};
export const ASKED_LOG = {
  request_id: REQUEST_ID,
  action: 'converse',
  operation: 'extraction',
  model_id: NOVA,
  requested_tier: 'flex',
  mapping_version: '3',
};
export const ASKED_EMF = {
  dimensions: BOTH_SETS,
  service: 'bedrock-tier-router',
  Operation: 'extraction',
  ServiceTier: 'flex',
  ModelId: NOVA,
};

export const fail = (status: number, errorType: string, message: string) => () =>
  composeReply(status, JSON.stringify({ message }), { 'x-amzn-errortype': errorType });

export const STREAM_HEAD = {
  statusCode: 200,
  'content-type': 'application/vnd.amazon.eventstream',
  ...ASKED_HEADERS,
  'x-router-attempts': `${NOVA}:flex=200;200ms`,
};
export const STREAM_ATTEMPTS = [{ model_id: NOVA, tier: 'flex', result: 200, latency_ms: 200 }];
