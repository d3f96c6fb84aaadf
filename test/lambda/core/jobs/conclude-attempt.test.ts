import { describe, expect, it } from 'vitest';
import { RouterError, type RouterErrorCode } from '../../../../lambda/core/errors/router-error';
import { concludeAttempt, type EndedPass } from '../../../../lambda/core/jobs/conclude-attempt';
import type { JobState } from '../../../../lambda/core/jobs/state';
import { composeBug, composeRefused, composeReplied } from '../../../fakes/compose-outcome';
import { HOUR, jobState, NOON } from '../../../fakes/jobs/job';
import { candidate } from '../../../fakes/plan';

const RUNNING = jobState({ status: 'RUNNING', attemptCount: 1 });

function conclude(changes: Partial<EndedPass>, state: JobState = RUNNING): JobState {
  return concludeAttempt(state, {
    outcome: composeReplied(200, '{}'),
    receipt: undefined,
    response: { bytes: 2, contentType: 'application/json' },
    isEscalated: false,
    holdsBack: false,
    escalatesAt: state.escalatesAt,
    startedAt: NOON + 1000,
    endedAt: NOON + 3000,
    random: 0,
    ...changes,
  });
}

const refuse = (code: RouterErrorCode) => ({
  outcome: composeRefused(new RouterError(code, 'no')),
});

describe('an attempt that ended', () => {
  it('with a response ends the job', () => {
    expect(conclude({})).toMatchObject({
      status: 'SUCCEEDED',
      updatedAt: NOON + 3000,
      attempts: [{ number: 1, startedAt: NOON + 1000, millis: 2000, status: 200, reason: null }],
      response: { bytes: 2 },
      receipt: { waitedSeconds: 3, attempts: 1, repeated: 0, waitedFor: {} },
      error: null,
    });
  });

  it('with what may pass waits for the next one', () => {
    expect(conclude(refuse('bedrock-unreachable'))).toMatchObject({
      status: 'WAITING',
      nextAttemptAt: NOON + 33_000,
      waitedFor: { 'bedrock-unreachable': 1 },
      lostCount: 0,
      receipt: null,
    });
  });

  it.each([
    ['a refusal', refuse('unknown-operation'), 'unknown-operation'],
    ['a bug', { outcome: composeBug(new TypeError('x')) }, 'internal-error'],
    [
      'no time left',
      { ...refuse('bedrock-unreachable'), endedAt: NOON + 3 * HOUR },
      'deadline-passed',
    ],
  ])('with %s fails the job', (_, changes, code) => {
    const state = conclude(changes);
    expect(state).toMatchObject({ status: 'FAILED', nextAttemptAt: null, error: { code } });
    expect(state.receipt?.attempts).toBe(1);
  });

  it.each([
    [3, 'WAITING'],
    [4, 'FAILED'],
  ])('without an answer for another time after %i is %s', (lostCount, status) => {
    const silent = {
      candidate: candidate('N:flex'),
      result: { kind: 'silent' },
      millis: 1,
    } as const;
    const outcome = { ...refuse('timed-out').outcome, attempts: [silent] };
    const state = conclude({ outcome }, { ...RUNNING, lostCount });
    expect([state.status, state.lostCount]).toEqual([status, lostCount + 1]);
  });

  it('is kept with the nineteen before it', () => {
    let state = RUNNING;
    for (let number = 1; number <= 30; number += 1) {
      state = conclude(refuse('bedrock-unreachable'), { ...state, attemptCount: number });
    }
    expect(state.attempts.map(({ number }) => number)).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 11),
    );
    expect(state.waitedFor).toEqual({ 'bedrock-unreachable': 30 });
  });

  it('escalated keeps the job escalated', () => {
    const escalated = conclude({ ...refuse('bedrock-unreachable'), isEscalated: true });
    expect(conclude(refuse('bedrock-unreachable'), escalated).isEscalated).toBe(true);
  });
});
