import { describe, expect, it } from 'vitest';
import { readJobOptions } from '../../../../lambda/http/jobs/read-options';
import { HOUR, NOON } from '../../../fakes/jobs/job';

const DEFAULTS = { now: NOON, deadlineMillis: 24 * HOUR };

function readDeadline(text?: string): number {
  return readJobOptions(text === undefined ? {} : { 'x-router-deadline': text }, DEFAULTS).deadline;
}

describe('a deadline', () => {
  it.each([
    [undefined, 24 * HOUR],
    ['1', 1000],
    ['604800', 7 * 24 * HOUR],
    ['2026-11-28T13:00:00Z', HOUR],
    ['2026-11-28T13:00Z', HOUR],
    ['2026-11-28T13:00:00.500Z', HOUR + 500],
    ['2026-11-28T14:00:00+01:00', HOUR],
    ['2026-12-05T12:00:00Z', 7 * 24 * HOUR],
  ])('of %s is %i ms away', (text, millis) => {
    expect(readDeadline(text) - NOON).toBe(millis);
  });

  it.each([
    ['', 'a number of seconds, or an ISO time'],
    ['-1', 'a number of seconds'],
    ['1.5', 'a number of seconds'],
    ['1,2', 'a number of seconds'],
    ['2026-13-28T13:00:00Z', 'a number of seconds'],
    ['2026-11-28', 'a number of seconds'],
    ['2026-11-28T13:00:00', 'an ISO time with its zone'],
    ['0', 'a time that is not past'],
    ['2026-11-28T12:00:00Z', 'a time that is not past'],
    ['604801', '7 days from now at most'],
    ['999999999', '7 days from now at most'],
  ])('of %j is refused: %s', (text, rule) => {
    expect(() => readDeadline(text)).toThrow(rule);
  });
});

it.each([
  ['x-router-job-key', ''],
  ['x-router-job-key', 'two words'],
  ['x-router-job-key', 'ä'],
  ['x-router-job-key', 'k'.repeat(257)],
  ['x-router-task-token', ''],
  ['x-router-task-token', 't'.repeat(2049)],
])('refuses a %s of %#', (name, value) => {
  expect(() => readJobOptions({ [name]: value }, DEFAULTS)).toThrow(name);
});

it('does not repeat a token that it refuses', () => {
  const headers = { 'x-router-task-token': 's'.repeat(3000) };
  expect(() => readJobOptions(headers, DEFAULTS)).toThrow('has 3000 characters');
});
