import { InvalidArgumentError } from 'commander';
import { describe, expect, it } from 'vitest';
import { composePeriod, parseDuration, parseTime } from '../../../cli/report/period';

const NOW = new Date('2026-11-21T09:30:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOVEMBER = new Date('2026-11-01T00:00:00Z');
const SECOND = new Date('2026-11-02T00:00:00Z');

describe('a period', () => {
  it.each([
    ['the last day of a log group', {}, DAY, '2026-11-20T09:30:00Z', NOW],
    ['all of a file', {}, undefined, undefined, undefined],
    ['the last hour of a file', { since: HOUR }, undefined, '2026-11-21T08:30:00Z', NOW],
    ['the last week of a log group', { since: 7 * DAY }, DAY, '2026-11-14T09:30:00Z', NOW],
    ['a log group from a time', { from: NOVEMBER }, DAY, NOVEMBER, NOW],
    ['a file from a time', { from: NOVEMBER }, undefined, NOVEMBER, undefined],
    ['the day before a time', { to: SECOND }, DAY, NOVEMBER, SECOND],
    ['a file to a time', { to: SECOND }, undefined, undefined, SECOND],
    [
      'around times in whole seconds',
      { from: new Date('2026-11-01T00:00:00.001Z'), to: new Date('2026-11-01T23:59:59.001Z') },
      DAY,
      NOVEMBER,
      SECOND,
    ],
    ['one time to another', { from: NOVEMBER, to: SECOND }, DAY, NOVEMBER, SECOND],
  ])('is %s', (_what, options, defaultSince, from, to) => {
    expect(composePeriod(options, { now: NOW, defaultSince })).toEqual({
      from: from === undefined ? undefined : new Date(from),
      to,
    });
  });
});

it.each([
  ['90m', 90 * 60_000],
  ['24h', DAY],
  ['7d', 7 * DAY],
])('reads the duration %s', (text, millis) => {
  expect(parseDuration(text)).toBe(millis);
});

it.each([
  ['2026-11-01', '2026-11-01T00:00:00.000Z'],
  ['2026-11-01T10:00+01:00', '2026-11-01T09:00:00.000Z'],
  ['2026-11-01T10:00:01Z', '2026-11-01T10:00:01.000Z'],
  ['2026-11-01T10:00:01.25Z', '2026-11-01T10:00:01.250Z'],
])('reads the time %s', (text, time) => {
  expect(parseTime(text).toISOString()).toBe(time);
});

const DURATION = 'It may be a number of minutes, hours or days: 90m, 24h, 7d.';
const TIME = 'It may be a time as 2026-11-21 or 2026-11-21T09:30:00Z.';

it.each([
  ['duration', '1w', DURATION],
  ['duration', 'h', DURATION],
  ['duration', '', DURATION],
  ['time', 'yesterday', TIME],
  ['time', '2026-13-01', TIME],
  ['time', '2026-11-21T09:30', TIME],
] as const)('refuses the %s %j', (kind, text, message) => {
  const parse = { duration: parseDuration, time: parseTime }[kind];
  expect(() => parse(text)).toThrow(new InvalidArgumentError(message));
});
