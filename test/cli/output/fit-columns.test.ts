import { expect, it } from 'vitest';
import { fitColumns } from '../../../cli/output/fit-columns';

const ROWS = [
  ['NAME', 'TIER', 'COUNT'],
  ['extraction', 'flex', '7'],
];

it.each([
  [80, ['NAME        TIER  COUNT', 'extraction  flex      7']],
  [20, ['NAME     TIER  COUNT', 'extrac…  flex      7']],
  [1, ['NAME  TIER  COUNT', 'ext…  flex      7']],
])('fits columns into %i characters, and never cuts a number', (width, lines) => {
  expect(fitColumns(ROWS, { texts: 2, width })).toBe(lines.join('\n'));
});
