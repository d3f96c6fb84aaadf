import { describe, expect, it } from 'vitest';
import { decideCharge } from '../../../../lambda/core/budgets/charge';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { Outcome, RepliedOutcome } from '../../../../lambda/core/receipts/outcome';
import type { AttemptResult } from '../../../../lambda/core/recovery/attempt';
import type { Plan } from '../../../../lambda/core/routing/plan';
import type { ReplyFacts } from '../../../../lambda/core/wire/reply-facts';
import { composeBug, composeRefused, composeReplied } from '../../../fakes/compose-outcome';
import { composeStream } from '../../../fakes/compose-reply';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { candidate, plan } from '../../../fakes/plan';

/** Of 52 bytes. */
const BODY = '{"messages":[],"inferenceConfig":{"maxTokens":1000}}';
const REPLY = '{"usage":{"inputTokens":100,"outputTokens":100},"serviceTier":{"type":"flex"}}';
const TIMED_OUT = new RouterError('timed-out', 'the request did not end');
/** 52 tokens in and 1,000 out, on flex. */
const BOUND_NANO_USD = 52 * 165 + 1_000 * 1_375;
/** 100 tokens in and out, on flex. */
const REPLY_NANO_USD = 100 * 165 + 100 * 1_375;

const PLANS = [
  ['a budget', plan('N:flex', { caller: composeCaller(), body: BODY })],
  ['no budget', plan('N:flex', { body: BODY })],
] as const;

function withLost<Kind extends Outcome>(outcome: Kind, ...results: AttemptResult[]): Kind {
  const attempts = results.map((result) => ({ candidate: candidate('N:flex'), result, millis: 1 }));
  return { ...outcome, attempts };
}

function composeStreamed(planned: Plan, facts: Partial<ReplyFacts>): RepliedOutcome {
  return { ...composeReplied(200, '', planned), reply: composeStream([], facts) };
}

const SILENT: AttemptResult = { kind: 'silent' };
const BROKEN: AttemptResult = { kind: 'broken' };
const UNREACHABLE: AttemptResult = { kind: 'unreachable' };
const answered = (status: number): AttemptResult => ({
  kind: 'answered',
  status,
  exception: undefined,
  message: 'no',
});
const PROMPT = {
  inputTokens: 900,
  cacheReadInputTokens: 80,
  cacheWriteInputTokens: 0,
  cacheWriteOneHourInputTokens: 0,
};
/** 900 in and 80 from the cache, on flex. */
const PROMPT_NANO_USD = 900 * 165 + 80 * 41.25;

describe.each(PLANS)('with %s, a request is charged', (_, planned) => {
  const replied = (status: number, text: string) => composeReplied(status, text, planned);
  const refused = composeRefused(TIMED_OUT, planned);

  it.each<[string, number, Outcome]>([
    ['what the reply says it used', REPLY_NANO_USD, replied(200, REPLY)],
    [
      'the tier that served it, not the one asked for',
      2 * REPLY_NANO_USD,
      replied(200, REPLY.replace('flex', 'default')),
    ],
    [
      'nothing for a stream that began with an exception',
      0,
      composeStreamed(planned, { openingException: 'throttlingException' }),
    ],
    ['nothing for an error', 0, replied(500, '{"message":"no"}')],
    ['nothing for an error with a usage', 0, replied(400, REPLY)],
    ['nothing if it was refused before any call', 0, refused],
    ['nothing if no connection came about', 0, withLost(refused, UNREACHABLE)],
    ['nothing for calls that failed', 0, withLost(refused, answered(504), answered(429))],
    ['the most that a call can cost that broke off', BOUND_NANO_USD, withLost(refused, BROKEN)],
    ['the most that a silent call can cost', BOUND_NANO_USD, withLost(refused, SILENT)],
    ['each silent call', 2 * BOUND_NANO_USD, withLost(refused, SILENT, SILENT)],
    [
      'the most that a call can cost for which Bedrock waited in vain',
      BOUND_NANO_USD,
      withLost(replied(408, '{"message":"no"}'), answered(408)),
    ],
    [
      'a silent call beside the reply of another',
      BOUND_NANO_USD + REPLY_NANO_USD,
      withLost(replied(200, REPLY), SILENT),
    ],
    ['the most that a call can cost that reports nothing', BOUND_NANO_USD, replied(200, '{}')],
    [
      'the most that a call can cost whose usage has no price',
      BOUND_NANO_USD,
      replied(200, REPLY.replace('flex', 'turbo')),
    ],
    [
      'the prompt that a reply reported, and the longest output',
      100 * 165 + 1_000 * 1_375,
      replied(200, '{"usage":{"inputTokens":100}}'),
    ],
    [
      'the prompt that a stream reported before it ended, and the longest output',
      PROMPT_NANO_USD + 1_000 * 1_375,
      composeStreamed(planned, { usageSoFar: { prompt: PROMPT } }),
    ],
    [
      'the prompt and the output that a stream reported before it ended',
      PROMPT_NANO_USD + 7 * 1_375,
      composeStreamed(planned, { usageSoFar: { prompt: PROMPT, outputTokens: 7 } }),
    ],
    [
      'them on the tier that served it',
      2 * (PROMPT_NANO_USD + 7 * 1_375),
      composeStreamed(planned, {
        usageSoFar: { prompt: PROMPT, outputTokens: 7 },
        resolvedTier: 'default',
      }),
    ],
    [
      'the longest prompt if a stream reported its output alone',
      52 * 165 + 7 * 1_375,
      composeStreamed(planned, { usageSoFar: { outputTokens: 7 } }),
    ],
    [
      'it on the tier that served it',
      2 * (52 * 165 + 7 * 1_375),
      composeStreamed(planned, { usageSoFar: { outputTokens: 7 }, resolvedTier: 'default' }),
    ],
    [
      'the longest output if what a stream reported is longer',
      BOUND_NANO_USD,
      composeStreamed(planned, { usageSoFar: { outputTokens: Number.POSITIVE_INFINITY } }),
    ],
    [
      'the most that its call can cost if a tier without a price served it',
      BOUND_NANO_USD,
      composeStreamed(planned, { usageSoFar: { outputTokens: 7 }, resolvedTier: 'turbo' }),
    ],
    ['the most that any call can cost after a bug', 2 * BOUND_NANO_USD, composeBug('bug', planned)],
  ])('%s', (_what, nanoUsd, outcome) => {
    expect(decideCharge(outcome)).toBe(nanoUsd);
  });
});

it('charges a request nothing that was refused before it was planned', () => {
  expect(decideCharge(composeRefused(TIMED_OUT))).toBe(0);
});

it('charges counted tokens nothing', () => {
  const counted = plan('B', { action: 'count-tokens', body: BODY });
  expect(decideCharge(composeReplied(200, '{"inputTokens":9}', counted))).toBe(0);
});

describe('a charge is not known', () => {
  const UNPRICED = plan('amazon.nova-2-lite-omni-v1:flex > N:flex', { body: BODY });
  const OPTIMIZED = '{"messages":[],"performanceConfig":{"latency":"optimized"}}';

  it.each<[string, Outcome]>([
    ['without a price', composeReplied(200, REPLY, UNPRICED)],
    ['without a price and a usage', composeReplied(200, '{}', UNPRICED)],
    ['for a lost call without a price', withLostCall('amazon.nova-2-lite-omni-v1:flex', UNPRICED)],
    ['for the latency mode that was asked for', optimize(REPLY)],
    ['for that latency mode without a usage', optimize('{}')],
    [
      'after a bug without a price',
      composeBug('bug', plan('amazon.nova-2-lite-omni-v1:flex', { body: BODY })),
    ],
  ])('%s', (_, outcome) => {
    expect(decideCharge(outcome)).toBeUndefined();
  });

  it('but for another latency mode that served it', () => {
    const standard = REPLY.replace('}', '},"performanceConfig":{"latency":"standard"}');
    expect(decideCharge(optimize(standard))).toBe(REPLY_NANO_USD);
  });

  function optimize(text: string): Outcome {
    return composeReplied(200, text, plan('N:flex', { body: OPTIMIZED }));
  }

  function withLostCall(lost: string, planned: Plan): Outcome {
    const attempts = [{ candidate: candidate(lost), result: SILENT, millis: 1 }];
    const answeredBy = candidate('N:flex');
    return { ...composeReplied(200, REPLY, planned), answeredBy, attempts };
  }
});
