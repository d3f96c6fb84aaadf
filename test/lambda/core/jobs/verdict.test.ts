import { describe, expect, it } from 'vitest';
import { RouterError, type RouterErrorCode } from '../../../../lambda/core/errors/router-error';
import { judgeOutcome } from '../../../../lambda/core/jobs/verdict';
import type { Outcome } from '../../../../lambda/core/receipts/outcome';
import type { AttemptResult } from '../../../../lambda/core/recovery/attempt';
import { composeBug, composeRefused, composeReplied } from '../../../fakes/compose-outcome';
import { composeReply } from '../../../fakes/compose-reply';
import { candidate, plan } from '../../../fakes/plan';

const RETIRED = 'This model version has reached the end of its life.';
const TIER = 'The provided service tier is not supported for this model';

function reply(status: number, exception = '', message = ''): Outcome {
  const answered = { kind: 'answered', status, exception, message } satisfies AttemptResult;
  const body = JSON.stringify({ message });
  return {
    ...composeReplied(status, body, plan('N:flex > gemma')),
    reply: composeReply(status, body, { 'x-amzn-errortype': exception }),
    attempts: [{ candidate: candidate('N:flex'), result: answered, millis: 1 }],
  };
}

/** A verdict as a word, and the reason or the code. */
function judge(outcome: Outcome, holdsBack = false): string {
  const verdict = judgeOutcome(outcome, holdsBack);
  switch (verdict.kind) {
    case 'succeeded':
      return 'succeeded';
    case 'failed':
      return `failed ${verdict.error.code}`;
    case 'escalate':
      return `escalate ${verdict.reason}`;
    case 'wait':
      return `wait ${verdict.reason}${verdict.isLost ? ' lost' : ''}`;
  }
}

describe('the verdict', () => {
  it.each([
    [reply(200), 'succeeded'],
    [reply(503, 'ServiceUnavailableException'), 'wait capacity'],
    [reply(429, 'ThrottlingException'), 'wait quota'],
    [reply(429, 'ModelNotReadyException'), 'wait capacity'],
    [reply(408, 'ModelTimeoutException'), 'wait silence lost'],
    [reply(400, 'ValidationException', 'Malformed'), 'failed ValidationException'],
    [reply(403, 'AccessDeniedException', 'denied'), 'failed AccessDeniedException'],
    [reply(424, 'ModelErrorException'), 'failed ModelErrorException'],
    [reply(418), 'failed HTTP 418'],
    [reply(404, 'ResourceNotFoundException', RETIRED), 'failed ResourceNotFoundException'],
    [reply(400, 'ValidationException', TIER), 'failed ValidationException'],
    [composeReplied(200, '{}'), 'succeeded'],
    [composeBug(new TypeError('x')), 'failed internal-error'],
  ])('%# is %s', (outcome, verdict) => {
    expect(judge(outcome)).toBe(verdict);
  });

  it.each([
    [reply(404, 'ResourceNotFoundException', RETIRED), 'escalate retired'],
    [reply(400, 'ValidationException', TIER), 'escalate tier-refused'],
    [reply(503, 'ServiceUnavailableException'), 'wait capacity'],
    [reply(400, 'ValidationException', 'Malformed'), 'failed ValidationException'],
  ])('while fallbacks are held back: %# is %s', (outcome, verdict) => {
    expect(judge(outcome, true)).toBe(verdict);
  });

  it.each<[RouterErrorCode, string]>([
    ['budget-exceeded', 'wait budget-exceeded'],
    ['budget-unavailable', 'wait budget-unavailable'],
    ['callers-unavailable', 'wait callers-unavailable'],
    ['mapping-unavailable', 'wait mapping-unavailable'],
    ['connection-failed', 'wait connection-failed'],
    ['bedrock-unreachable', 'wait bedrock-unreachable'],
    ['timed-out', 'wait timed-out'],
    ['unknown-operation', 'failed unknown-operation'],
    ['unknown-caller', 'failed unknown-caller'],
    ['caller-not-allowed', 'failed caller-not-allowed'],
    ['invalid-body', 'failed invalid-body'],
    ['model-not-allowed', 'failed model-not-allowed'],
  ])('of %s is: %s', (code, verdict) => {
    expect(judge(composeRefused(new RouterError(code, 'no')))).toBe(verdict);
  });

  it.each<RouterErrorCode>(['timed-out', 'reply-broken', 'stream-broken'])(
    'of %s is that Bedrock may bill it, if Bedrock was asked',
    (code) => {
      const { attempts } = reply(200);
      const refused = { ...composeRefused(new RouterError(code, 'no')), attempts };
      expect(judge(refused)).toBe(`wait ${code} lost`);
    },
  );
});
