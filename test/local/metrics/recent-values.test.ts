import { expect, it } from 'vitest';
import { RecentValues } from '../../../local/metrics/recent-values';

function collect(values: readonly number[]): RecentValues {
  const recent = new RecentValues();
  for (const value of values) recent.add(value);
  return recent;
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

it.each([
  ['one value', [7], { samples: 1, p50: 7, p90: 7, p95: 7, p99: 7 }],
  ['two values', [20, 10], { samples: 2, p50: 10, p90: 20, p95: 20, p99: 20 }],
  ['ten values', range(1, 10), { samples: 10, p50: 5, p90: 9, p95: 10, p99: 10 }],
  ['a hundred values', range(1, 100), { samples: 100, p50: 50, p90: 90, p95: 95, p99: 99 }],
  [
    'the last thousand of 1,500',
    range(1, 1500),
    { samples: 1000, p50: 1000, p90: 1400, p95: 1450, p99: 1490 },
  ],
  [
    'the last thousand of 2,001',
    range(1, 2001),
    { samples: 1000, p50: 1501, p90: 1901, p95: 1951, p99: 1991 },
  ],
])('takes percentiles by nearest rank of %s', (_, values, percentiles) => {
  expect(collect(values).computePercentiles()).toEqual(percentiles);
});

it('has no percentiles without values', () => {
  expect(collect([]).computePercentiles()).toBeUndefined();
});
