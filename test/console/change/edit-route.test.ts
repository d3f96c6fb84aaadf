import { expect, it } from 'vitest';
import { editRoute } from '../../../console/change/edit-route';
import type { Edit } from '../../../console/change/parse-change';

const choose = (position: number, candidate = 'C') =>
  ({ kind: 'choose', position, candidate }) as const;

it.each<[string, string, Exclude<Edit, { kind: 'unset' }>, string | undefined]>([
  ['replaces the first', 'A,B', choose(0), 'C,B'],
  ['replaces a fallback', 'A,B', choose(1), 'A,C'],
  ['adds behind the last', 'A,B', choose(2), 'A,B,C'],
  ['begins an empty route', '', choose(0), 'C'],
  ['does not leave a gap', 'A,B', choose(3), undefined],
  ['removes the first', 'A,B', { kind: 'remove', position: 0 }, 'B'],
  ['removes a fallback', 'A,B', { kind: 'remove', position: 1 }, 'A'],
  ['does not remove the only one', 'A', { kind: 'remove', position: 0 }, undefined],
  ['does not remove what is not there', 'A,B', { kind: 'remove', position: 2 }, undefined],
  ['raises a fallback', 'A,B,C', { kind: 'raise', position: 2 }, 'A,C,B'],
  ['does not raise the first', 'A,B', { kind: 'raise', position: 0 }, undefined],
  ['does not raise what is not there', 'A,B', { kind: 'raise', position: 2 }, undefined],
  ['writes a whole route', 'A,B', { kind: 'write', text: 'D' }, 'D'],
])('%s', (_, route, edit, edited) => {
  expect(editRoute(route, edit)).toBe(edited);
});
