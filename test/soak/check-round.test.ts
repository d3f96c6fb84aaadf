import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../local/bedrock/journal';
import { checkRound, type FinishedRound } from '../../soak/check-round';
import type { SoakAnswer } from '../../soak/send-soak-request';
import type { SoakRequest } from '../../soak/soak-request';

const REQUEST: SoakRequest = {
  number: 7,
  sender: { caller: { id: 'unlimited0', budget: undefined }, headers: {} },
  manner: 'waits',
  method: 'POST',
  path: '/v1/work',
  headers: {},
  body: '{}',
  isMarkedInAnswer: true,
  isTooLarge: false,
};
const ANSWER: SoakAnswer = {
  request: REQUEST,
  status: 200,
  headers: { 'x-amzn-requestid': 'bedrock-1' },
  body: '{"text":"SOAK-7-"}',
  isCut: false,
  millis: 40,
};
const RECEIPT = {
  request_id: 'request-1',
  caller_id: 'unlimited0',
  metadata: { soak: '7' },
  operation: 'work',
  status: 200,
  requested_tier: 'flex',
  resolved_tier: 'flex',
  usage: { inputTokens: 3, outputTokens: 4, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
  bedrock_request_id: 'bedrock-1',
  attempts: [{ model_id: 'us.amazon.nova-2-lite-v1:0', tier: 'flex', result: 200 }],
  estimated_cost_usd: 0.000005995,
  latency_ms: 5,
};
const METRICS = {
  Operation: 'work',
  Invocations: 1,
  InputTokenCount: 3,
  OutputTokenCount: 4,
  EstimatedCost: 0.000005995,
};
const ENTRY: JournalEntry = {
  sequence: 1,
  time: '2026-11-21T00:00:00.000Z',
  method: 'POST',
  path: '/model/a.b/converse',
  rawHeaders: [],
  headers: {},
  body: Buffer.from('SOAK-7-'),
  requestId: 'bedrock-1',
  status: 200,
  resolvedTier: 'flex',
  usage: { inputTokens: 3, outputTokens: 4, totalTokens: 7 },
  aborted: false,
};
const SOUND: FinishedRound = {
  answers: [ANSWER],
  receipts: [RECEIPT],
  metrics: [METRICS],
  entries: [ENTRY],
  budgets: { limits: new Map(), calls: [], lines: [], before: [], after: [] },
};

/** A round that is sound but for some parts. */
function check(changes: Partial<FinishedRound>): readonly string[] {
  return checkRound({ ...SOUND, ...changes });
}

const NAME = 'answer 200 to request 7 (/v1/work)';

it('finds nothing wrong where every request has one outcome and all sums agree', () => {
  expect(checkRound(SOUND)).toEqual([]);
});

describe('finds an answer that', () => {
  it.each([
    ['is another’s', { body: '{"text":"SOAK-8-"}' }, `${NAME} is not its own`],
    ['took too long', { millis: 19_600 }, `${NAME} took 20 s`],
    ['broke off', { isCut: true }, `${NAME} broke off, and was no stream`],
    [
      'never came',
      { status: undefined, isCut: true },
      'answer undefined to request 7 (/v1/work) had no answer',
    ],
    [
      'is a bug',
      { status: 500, headers: {} },
      'answer 500 to request 7 (/v1/work) is a bug of the router',
    ],
    ['is undocumented', { status: 418 }, 'answer 418 to request 7 (/v1/work) is not documented'],
    [
      'has no error type',
      { status: 400, headers: {} },
      'answer 400 to request 7 (/v1/work) has no error type',
    ],
    [
      'is an error in another shape',
      { status: 400, headers: { 'x-amzn-errortype': 'ValidationException' }, body: '<html>' },
      'answer 400 to request 7 (/v1/work) is no JSON with a message',
    ],
  ])('%s', (_what, change, problem) => {
    expect(check({ answers: [{ ...ANSWER, ...change }] })).toEqual([problem]);
  });
});

describe('finds', () => {
  it('a request without a receipt', () => {
    expect(check({ receipts: [], metrics: [] })).toEqual([
      '0 receipts under 0 IDs for 1 requests',
      "no receipt has the usage of Bedrock's answer bedrock-1",
      '0 attempts in receipts, 0 of them answered; 1 calls at Bedrock, 1 of them for clients that waited',
    ]);
  });

  it('a request with two receipts', () => {
    expect(check({ receipts: [RECEIPT, RECEIPT], metrics: [METRICS, METRICS] })).toEqual([
      '2 receipts under 1 IDs for 1 requests',
      "Bedrock's answer bedrock-1 is in two receipts",
      '2 attempts in receipts, 2 of them answered; 1 calls at Bedrock, 1 of them for clients that waited',
    ]);
  });

  it('a bug behind a receipt', () => {
    const receipt = { ...RECEIPT, router_error: 'unknown' };
    expect(check({ receipts: [receipt] })).toEqual(['request request-1 ended in a bug']);
  });

  it('tokens that metrics lack', () => {
    const metrics = [{ ...METRICS, OutputTokenCount: 3 }];
    expect(check({ metrics })).toEqual(['OutputTokenCount is 3 in metrics and 4 in receipts']);
  });

  it('a downgrade that metrics lack', () => {
    const receipt = { ...RECEIPT, resolved_tier: 'default', estimated_cost_usd: 0.00001199 };
    const metrics = [{ ...METRICS, EstimatedCost: 0.00001199 }];
    const entries = [{ ...ENTRY, resolvedTier: 'default' }];
    expect(check({ receipts: [receipt], metrics, entries })).toEqual([
      'TierDowngrades is 0 in metrics and 1 in receipts',
    ]);
  });

  it('tokens that Bedrock counted otherwise', () => {
    const usage = { inputTokens: 3, outputTokens: 5, totalTokens: 8 };
    expect(check({ entries: [{ ...ENTRY, usage }] })).toEqual([
      'receipt request-1 has another usage than Bedrock counted',
    ]);
  });

  it('a tier that Bedrock did not serve', () => {
    expect(check({ entries: [{ ...ENTRY, resolvedTier: 'default' }] })).toEqual([
      'receipt request-1 has the tier flex; Bedrock served default',
    ]);
  });

  it('one over its budget among the throttles', () => {
    const request = { ...RECEIPT, status: 429, router_error: 'budget-exceeded', attempts: [] };
    const { usage: _, bedrock_request_id: __, estimated_cost_usd: ___, ...receipt } = request;
    const metrics = [{ Operation: 'work', InvocationThrottles: 1 }];
    expect(check({ receipts: [receipt], metrics, entries: [] })).toEqual([
      'InvocationThrottles is 1 in metrics and 0 in receipts',
      'InvocationClientErrors is 0 in metrics and 1 in receipts',
    ]);
  });

  it('a request that ended in two ways', () => {
    const metrics = [{ ...METRICS, InvocationThrottles: 1 }];
    expect(check({ metrics })).toEqual([
      'a request ended in 2 ways',
      'InvocationThrottles is 1 in metrics and 0 in receipts',
    ]);
  });
});

describe('forgives', () => {
  it('a stream that broke off with what Bedrock sent', () => {
    const request = { ...REQUEST, path: '/v1/work/stream' };
    const { usage: _, estimated_cost_usd: __, ...receipt } = { ...RECEIPT, status: 502 };
    const metrics = [{ Operation: 'work', InvocationServerErrors: 1 }];
    const entries = [{ ...ENTRY, failure: 'cut' as const }];
    const answers = [{ ...ANSWER, request, isCut: true }];
    expect(check({ answers, receipts: [receipt], metrics, entries })).toEqual([]);
  });

  it('what became of a client that left', () => {
    const request = { ...REQUEST, manner: 'leaves-waiting' as const };
    const answers = [{ ...ANSWER, request, status: undefined, isCut: true }];
    const {
      usage: _,
      bedrock_request_id: __,
      estimated_cost_usd: ___,
      ...receipt
    } = { ...RECEIPT, status: 499 };
    const metrics = [{ Operation: 'work', InvocationClientErrors: 1 }];
    expect(checkRound({ ...SOUND, answers, receipts: [receipt], metrics })).toEqual([]);
  });

  it('no receipt for one whom API Gateway does not let in', () => {
    const request = { ...REQUEST, sender: { caller: undefined, headers: {} } };
    const headers = { 'x-amzn-errortype': 'ForbiddenException' };
    const answer = { ...ANSWER, request, status: 403, headers, body: '{"message":"Forbidden"}' };
    expect(check({ answers: [answer], receipts: [], metrics: [], entries: [] })).toEqual([]);
  });

  it('no receipt for what the function never saw', () => {
    const request = { ...REQUEST, manner: 'leaves-sending' as const };
    const answers = [{ ...ANSWER, request, status: undefined, isCut: true }];
    expect(check({ answers, receipts: [], metrics: [], entries: [] })).toEqual([]);
  });
});
