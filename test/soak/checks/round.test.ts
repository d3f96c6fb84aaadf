import { expect, it } from 'vitest';
import type { FinishedRound } from '../../../soak/checks/finished-round';
import { checkRound } from '../../../soak/checks/round';
import type { SoakAnswer } from '../../../soak/traffic/send-request';
import {
  composeAnswer,
  composeRequest,
  composeRound,
  ENTRY,
  METRICS,
  RECEIPT,
} from './compose-round';

type Changes = Partial<Omit<FinishedRound, 'budgets' | 'callers'>>;

/** Checks one request of a caller without a budget, which is sound except for the changes. */
function check(changes: Changes): readonly string[] {
  const budgets = { limits: new Map(), calls: [], before: [], after: [] };
  return checkRound(composeRound({ callers: [], budgets, ...changes }));
}

/** The receipt of a request whose reply the router did not receive as a whole. */
function composeUnpricedReceipt(changes: object) {
  const { usage: _, estimated_cost_usd: __, ...receipt } = RECEIPT;
  return { ...receipt, ...changes };
}

it('finds nothing wrong if every request has one outcome and all sums agree', () => {
  expect(checkRound(composeRound())).toEqual([]);
});

it.each<[string, Partial<SoakAnswer>, string]>([
  ['of another request', { body: '{"text":"SOAK-8-"}' }, '200 _ is not its own'],
  ['that took too long', { millis: 19_600 }, '200 _ took 20 s'],
  ['that broke off', { isCut: true }, '200 _ broke off, and was no stream'],
  ['that never came', { status: undefined, isCut: true }, 'undefined _ had no answer'],
  ['by a bug', { status: 500, headers: {} }, '500 _ is a bug of the router'],
  ['with an undocumented status', { status: 418 }, '418 _ is not documented'],
  ['without an error type', { status: 400, headers: {} }, '400 _ has no error type'],
  [
    'with an error in another shape',
    { status: 400, headers: { 'x-amzn-errortype': 'ValidationException' }, body: '<html>' },
    '400 _ is no JSON with a message',
  ],
])('finds an answer %s', (_what, change, problem) => {
  expect(check({ answers: [composeAnswer(change)] })).toEqual([
    `answer ${problem.replace('_', 'to request 7 (/v1/work)')}`,
  ]);
});

it.each<[string, Changes, readonly string[]]>([
  [
    'a request without a receipt',
    { receipts: [], metrics: [] },
    [
      '0 receipts under 0 IDs for 1 requests',
      "no receipt has the usage of Bedrock's answer bedrock-1",
      '0 attempts in receipts, 0 of them answered; 1 calls at Bedrock, 1 of them for clients that waited',
    ],
  ],
  [
    'a request with two receipts',
    { receipts: [RECEIPT, RECEIPT], metrics: [METRICS, METRICS] },
    [
      '2 receipts under 1 IDs for 1 requests',
      "Bedrock's answer bedrock-1 is in two receipts",
      '2 attempts in receipts, 2 of them answered; 1 calls at Bedrock, 1 of them for clients that waited',
    ],
  ],
  [
    'a receipt of a bug',
    { receipts: [{ ...RECEIPT, router_error: 'unknown' }] },
    ['request request-1 ended in a bug'],
  ],
  [
    'a receipt with a wrong cost',
    {
      receipts: [{ ...RECEIPT, estimated_cost_usd: 0.00001 }],
      metrics: [{ ...METRICS, EstimatedCost: 0.00001 }],
    },
    ['receipt request-1 has a cost of 10000 nano-dollars, but its usage costs 7150'],
  ],
  [
    'a receipt of a variant that does not exist',
    { receipts: [{ ...RECEIPT, variant: 'eu' }] },
    ['receipt request-1 has variant eu'],
  ],
  [
    'a receipt of a variant with the model of another',
    { receipts: [{ ...RECEIPT, variant: 'pro' }] },
    ['receipt request-1 of variant pro has called us.amazon.nova-2-lite-v1:0'],
  ],
  [
    'a variant of an operation without a split',
    { receipts: [{ ...RECEIPT, operation: 'plain' }] },
    ['receipt request-1 of plain has variant mapping'],
  ],
  [
    'tokens that are not in metrics',
    { metrics: [{ ...METRICS, OutputTokenCount: 3 }] },
    ['OutputTokenCount is 3 in metrics and 4 in receipts'],
  ],
  [
    'a downgrade that is not in metrics',
    {
      receipts: [{ ...RECEIPT, resolved_tier: 'default', estimated_cost_usd: 0.0000143 }],
      metrics: [{ ...METRICS, EstimatedCost: 0.0000143 }],
      entries: [{ ...ENTRY, resolvedTier: 'default' }],
    },
    ['TierDowngrades is 0 in metrics and 1 in receipts'],
  ],
  [
    'tokens that Bedrock did not count',
    { entries: [{ ...ENTRY, usage: { inputTokens: 10, outputTokens: 5, totalTokens: 15 } }] },
    ['receipt request-1 has another usage than Bedrock counted'],
  ],
  [
    'a tier that Bedrock did not serve',
    { entries: [{ ...ENTRY, resolvedTier: 'default' }] },
    ['receipt request-1 has the tier flex; Bedrock served default'],
  ],
  [
    'a request over its budget among the throttles',
    {
      receipts: [
        composeUnpricedReceipt({
          status: 429,
          router_error: 'budget-exceeded',
          attempts: [],
          bedrock_request_id: undefined,
        }),
      ],
      metrics: [{ Operation: 'work', InvocationThrottles: 1 }],
      entries: [],
    },
    [
      'InvocationThrottles is 1 in metrics and 0 in receipts',
      'InvocationClientErrors is 0 in metrics and 1 in receipts',
    ],
  ],
  [
    'a request that ended in two ways',
    { metrics: [{ ...METRICS, InvocationThrottles: 1 }] },
    ['a request ended in 2 ways', 'InvocationThrottles is 1 in metrics and 0 in receipts'],
  ],
])('finds %s', (_what, changes, problems) => {
  expect(check(changes)).toEqual(problems);
});

const UNSEEN = { receipts: [], metrics: [], entries: [] };

it.each<[string, Partial<SoakAnswer>, Changes]>([
  [
    'a stream that broke off with the stream of Bedrock',
    { request: composeRequest({ path: '/v1/work/stream' }), isCut: true },
    {
      receipts: [composeUnpricedReceipt({ status: 502 })],
      metrics: [{ Operation: 'work', InvocationServerErrors: 1 }],
      entries: [{ ...ENTRY, failure: 'cut' }],
    },
  ],
  [
    'any outcome of a client that left',
    { request: composeRequest({ manner: 'leaves-waiting' }), status: undefined, isCut: true },
    {
      receipts: [composeUnpricedReceipt({ status: 499, bedrock_request_id: undefined })],
      metrics: [{ Operation: 'work', InvocationClientErrors: 1 }],
    },
  ],
  [
    'no receipt for a sender that API Gateway refused',
    {
      request: composeRequest({ sender: { caller: undefined, headers: {} } }),
      status: 403,
      headers: { 'x-amzn-errortype': 'ForbiddenException' },
      body: '{"message":"Forbidden"}',
    },
    UNSEEN,
  ],
  [
    'no receipt for a request that was not sent as a whole',
    { request: composeRequest({ manner: 'leaves-sending' }), status: undefined, isCut: true },
    UNSEEN,
  ],
])('accepts %s', (_what, answer, changes) => {
  expect(check({ answers: [composeAnswer(answer)], ...changes })).toEqual([]);
});
