import { expect, it } from 'vitest';
import { formatTable } from '../../../local/terminal/format-table';

it('aligns columns two spaces apart, without spaces at the end of a line', () => {
  const rows = [
    ['OPERATION', 'ROUTE', 'VERSION'],
    ['extraction', 'us.amazon.nova-2-lite-v1:0:flex', '12'],
    ['a', '', '1'],
    ['b', 'x', ''],
  ];
  expect(formatTable(rows)).toBe(
    [
      'OPERATION   ROUTE                            VERSION',
      'extraction  us.amazon.nova-2-lite-v1:0:flex  12',
      'a                                            1',
      'b           x',
    ].join('\n'),
  );
});

it('contains only its heading if there are no rows', () => {
  expect(formatTable([['ONE', 'TWO']])).toBe('ONE  TWO');
});

it('is empty without rows', () => {
  expect(formatTable([])).toBe('');
});
