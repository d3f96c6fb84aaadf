import { expect, it } from 'vitest';
import { decideCharge } from '../../../../lambda/core/budgets/charge';
import { RouterError } from '../../../../lambda/core/errors/router-error';
import type { Outcome } from '../../../../lambda/core/receipts/outcome';
import type { AttemptResult } from '../../../../lambda/core/recovery/attempt';
import {
  composeBug,
  composeRefused,
  composeReplied,
  composeStreamed,
} from '../../../fakes/compose-outcome';
import { composeCaller } from '../../../fakes/fake-budget-services';
import { NOVA } from '../../../fakes/fake-router';
import { plan } from '../../../fakes/plan';

/** Of 52 bytes. */
const BODY = '{"messages":[],"inferenceConfig":{"maxTokens":1000}}';
const RESERVED = 9_000_000;
const REPLY = '{"usage":{"inputTokens":100,"outputTokens":100},"serviceTier":{"type":"flex"}}';
const TIMED_OUT = composeRefused(new RouterError('timed-out', 'the request did not end'));

function withAttempt<Kind extends Outcome>(outcome: Kind, ...results: AttemptResult[]): Kind {
  const candidate = { baseModelId: NOVA, tier: 'flex' } as const;
  const attempts = results.map((result) => ({ candidate, result, millis: 1 }));
  return { ...outcome, attempts, plan: plan('N:flex', { caller: composeCaller(), body: BODY }) };
}

const SILENT: AttemptResult = { kind: 'silent' };
const BROKEN: AttemptResult = { kind: 'broken' };
const answered = (status: number): AttemptResult => ({
  kind: 'answered',
  status,
  exception: undefined,
  message: 'no',
});
/** 52 tokens in and 1,000 out, on flex. */
const SILENT_NANO_USD = 52 * 165 + 1_000 * 1_375;

it.each<[string, number, Outcome]>([
  ['what the reply says it used', 154_000, composeReplied(200, REPLY)],
  [
    'the tier that served it, not the one asked for',
    308_000,
    composeReplied(200, REPLY.replace('flex', 'default')),
  ],
  [
    'nothing for a stream that began with an exception',
    0,
    composeStreamed({ openingException: 'throttlingException' }),
  ],
  ['nothing for an error', 0, composeReplied(500, '{"message":"no"}')],
  ['nothing if it was refused before any call', 0, TIMED_OUT],
  ['nothing if no connection came about', 0, withAttempt(TIMED_OUT, { kind: 'unreachable' })],
  ['the most that a call can cost that broke off', SILENT_NANO_USD, withAttempt(TIMED_OUT, BROKEN)],
  [
    'the reservation for a call that was given up and of which nothing more is known',
    RESERVED,
    { ...withAttempt(TIMED_OUT, SILENT), plan: undefined },
  ],
  [
    'the most that a call that was given up can cost',
    SILENT_NANO_USD,
    withAttempt(TIMED_OUT, SILENT),
  ],
  ['each call that was given up', 2 * SILENT_NANO_USD, withAttempt(TIMED_OUT, SILENT, SILENT)],
  [
    'the most that a call can cost for which Bedrock waited in vain',
    SILENT_NANO_USD,
    withAttempt(composeReplied(408, '{"message":"no"}'), answered(408)),
  ],
  ['nothing for a call that failed', 0, withAttempt(TIMED_OUT, answered(504), answered(429))],
  [
    'a call that was given up beside the reply of another',
    SILENT_NANO_USD + 154_000,
    withAttempt(composeReplied(200, REPLY), SILENT),
  ],
  ['the reservation if the reply does not tell', RESERVED, composeReplied(200, '{}')],
  [
    'the reservation if what it used has no price',
    RESERVED,
    composeReplied(200, REPLY.replace('flex', 'turbo')),
  ],
  ['the reservation after a bug', RESERVED, composeBug(new Error('bug'))],
])('charges %s', (_, nanoUsd, outcome) => {
  expect(decideCharge(outcome, RESERVED)).toBe(nanoUsd);
});
