import { expect, it } from 'vitest';
import { EMPTY_ENTRY, type Threshold } from '../../../../lambda/core/budgets/ledger-entry';
import { findReachedThresholds } from '../../../../lambda/core/budgets/thresholds';

const NEVER = { 80: 0, 100: 0 };

it.each<[number, boolean, typeof NEVER, readonly Threshold[]]>([
  [799, false, NEVER, []],
  [800, false, NEVER, [80]],
  [1_000, false, NEVER, [80, 100]],
  [1_500, false, NEVER, [80, 100]],
  [0, true, NEVER, [100]],
  [900, true, NEVER, [80, 100]],
  [900, false, { 80: 1_000, 100: 0 }, []],
  [1_000, false, { 80: 1_000, 100: 0 }, [100]],
  [900, false, { 80: 500, 100: 500 }, [80]],
  [900, true, { 80: 1_000, 100: 1_000 }, []],
])(
  'of 1,000, %d spent, exhausted: %s, told %j, reach %j',
  (spent, isExhausted, warned, reached) => {
    const entry = { ...EMPTY_ENTRY, spentNanoUsd: spent, warnedLimits: warned };
    expect(findReachedThresholds({ entry, limitNanoUsd: 1_000, isExhausted })).toEqual(reached);
  },
);
