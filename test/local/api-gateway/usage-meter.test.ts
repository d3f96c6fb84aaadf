import { describe, expect, it } from 'vitest';
import { UsageMeter } from '../../../local/api-gateway/usage-meter';
import { findPeriodStart } from '../../../local/api-gateway/usage-plan';

const at = (text: string): Date => new Date(`2026-11-${text}Z`);

it.each([
  ['DAY', '21T23:59:59', '2026-11-21'],
  ['WEEK', '21T23:59:59', '2026-11-15'],
  ['WEEK', '22T00:00:00', '2026-11-22'],
  ['WEEK', '01T12:00:00', '2026-11-01'],
  ['MONTH', '30T23:59:59', '2026-11-01'],
] as const)('a %s that has %s in it began on %s', (period, moment, expected) => {
  expect(new Date(findPeriodStart(period, at(moment))).toISOString()).toBe(
    `${expected}T00:00:00.000Z`,
  );
});

describe('a throttle', () => {
  it('admits a burst at once, and then its rate per second', () => {
    const throttle = { rateLimit: 2, burstLimit: 3 };
    const meter = new UsageMeter({ throttle, quota: undefined }, at('21T12:00:00'));
    const admit = (moments: readonly string[]) => moments.map((each) => meter.admit(at(each)));
    const begin = '21T12:00:00.000';
    expect(admit([begin, begin, begin, begin])).toEqual([
      'admitted',
      'admitted',
      'admitted',
      'throttled',
    ]);
    expect(admit(['21T12:00:00.499', '21T12:00:00.500', '21T12:00:00.999'])).toEqual([
      'throttled',
      'admitted',
      'throttled',
    ]);
    expect(admit(['21T13:00:00', '21T13:00:00', '21T13:00:00', '21T13:00:00'])).toEqual([
      'admitted',
      'admitted',
      'admitted',
      'throttled',
    ]);
  });
});

describe('a quota', () => {
  it('is reset with each period', () => {
    const quota = { limit: 2, period: 'DAY' } as const;
    const meter = new UsageMeter({ throttle: undefined, quota }, at('21T12:00:00'));
    const moments = ['21T12:00:00', '21T12:00:01', '21T23:59:59', '22T00:00:00'];
    expect(moments.map((each) => meter.admit(at(each)))).toEqual([
      'admitted',
      'admitted',
      'over-quota',
      'admitted',
    ]);
  });

  it('does not count throttled requests', () => {
    const throttle = { rateLimit: 1, burstLimit: 1 };
    const quota = { limit: 2, period: 'MONTH' } as const;
    const meter = new UsageMeter({ throttle, quota }, at('21T12:00:00'));
    const moments = ['21T12:00:00', '21T12:00:00', '21T12:00:01', '21T12:00:02'];
    expect(moments.map((each) => meter.admit(at(each)))).toEqual([
      'admitted',
      'throttled',
      'admitted',
      'over-quota',
    ]);
  });
});

it('admits everything without a plan', () => {
  const meter = new UsageMeter({ throttle: undefined, quota: undefined }, at('21T12:00:00'));
  const admitted = Array.from({ length: 1000 }, () => meter.admit(at('21T12:00:00')));
  expect(new Set(admitted)).toEqual(new Set(['admitted']));
});
