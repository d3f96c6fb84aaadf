import { expect, it } from 'vitest';
import { checkEnding, type SoakEnding } from '../../../soak/checks/ending';
import { UNPUBLISHED_WARNING } from '../../../soak/ledger/trouble';
import { composeRow } from './compose-round';

const WARNING = { caller_id: 'scarce0000', period: '2026-11', limit_usd: 0.001, threshold: 80 };
const RELEASE = { caller_id: 'scarce0000', period: '2026-11', count: 2, released_usd: 0.0000005 };
const UNPUBLISHED = { caller_id: 'scarce0000', message: UNPUBLISHED_WARNING };
const EVENT = { Source: 'a', DetailType: 'b', Detail: '{}' };
const SOUND: SoakEnding = {
  limits: new Map([['scarce0000', 0.001]]),
  rows: [composeRow(800_000)],
  lines: [WARNING, RELEASE],
  events: [EVENT],
  expired: [300, 200],
};

const check = (changes: Partial<SoakEnding>) => checkEnding({ ...SOUND, ...changes });

it('accepts accounts that are in order', () => {
  expect(checkEnding(SOUND)).toEqual([]);
});

it('finds a reservation that stays open', () => {
  const rows = [composeRow(800_000, 800_100, [['o#1795246200#a', 100]])];
  expect(check({ rows })).toEqual([
    'scarce0000 has 1 reservations open at the end, 800000 spent and 800100 committed',
  ]);
});

it.each([[[300]], [[300, 201]]])(
  'finds a release of other reservations than expired: %j',
  (expired) => {
    const sum = expired.reduce((one, other) => one + other);
    expect(check({ expired })).toEqual([
      `2 reservations of 500 nano-dollars are logged as released, and ${expired.length} of ${sum} had expired`,
    ]);
  },
);

it('finds a threshold that is reached and not logged', () => {
  expect(check({ lines: [RELEASE], events: [] })).toEqual([
    "80 % of scarce0000's 0.001 USD for 2026-11 is reached, and not logged",
  ]);
});

it('finds a warning that is logged and not published, although EventBridge accepted all', () => {
  expect(check({ events: [] })).toEqual([
    '1 warnings are logged, 0 are events, and 0 could not be published',
  ]);
});

it.each([
  ['for a threshold that is not reached', { rows: [composeRow(799_999)], lines: [RELEASE] }],
  ['if its write lost its answer', { lines: [RELEASE, UNPUBLISHED] }],
  ['if EventBridge did not accept it', { lines: [WARNING, RELEASE, UNPUBLISHED] }],
])('accepts no event %s', (_what, changes) => {
  expect(check({ ...changes, events: [] })).toEqual([]);
});
