import { expect, it } from 'vitest';
import { formatCount, formatMillis, formatShare, formatUsd } from '../../console/format-figure';

it.each([
  [formatCount(1234567), '1,234,567'],
  [formatMillis(0.75), '0.8 ms'],
  [formatMillis(1240.4), '1,240 ms'],
  [formatUsd(0.000123), '$0.000123'],
  [formatUsd(12.5), '$12.50'],
  [formatUsd(-0.00133), '-$0.00133'],
  [formatShare(0, 0), '0'],
  [formatShare(1, 8), '1 (12.5 %)'],
])('writes %s', (text, expected) => {
  expect(text).toBe(expected);
});
