import { expect, it } from 'vitest';
import { checkEnding, type SoakEnding } from '../../soak/check-ending';
import { composeRow } from './budgeted-round';

const WARNING = { caller_id: 'scarce0000', period: '2026-11', limit_usd: 0.001, threshold: 80 };
const RELEASE = { caller_id: 'scarce0000', period: '2026-11', count: 2, released_usd: 0.0000005 };
const UNTOLD = { caller_id: 'scarce0000', message: 'Budget threshold could not be published' };
const EVENT = { Source: 'a', DetailType: 'b', Detail: '{}' };
const SOUND: SoakEnding = {
  limits: new Map([['scarce0000', 0.001]]),
  rows: [composeRow(800_000)],
  lines: [WARNING, RELEASE],
  events: [EVENT],
  expired: [300, 200],
};

const check = (changes: Partial<SoakEnding>) => checkEnding({ ...SOUND, ...changes });

it('takes accounts that are in order', () => {
  expect(checkEnding(SOUND)).toEqual([]);
});

it('finds a reservation that stays open', () => {
  const rows = [composeRow(800_000, 800_100, [['o#1795246200#a', 100]])];
  expect(check({ rows })).toEqual([
    'scarce0000 has 1 reservations open at the end, 800000 spent and 800100 committed',
  ]);
});

it.each([[[300]], [[300, 201]]])('finds a release that is not what had expired: %j', (expired) => {
  const sum = expired.reduce((one, other) => one + other);
  expect(check({ expired })).toEqual([
    `2 reservations of 500 nano-dollars are logged as released, and ${expired.length} of ${sum} had expired`,
  ]);
});

it('finds a threshold that is reached, and that nobody was told of', () => {
  expect(check({ lines: [RELEASE], events: [] })).toEqual([
    "80 % of scarce0000's 0.001 USD for 2026-11 is reached, and not logged",
  ]);
});

it('takes no warning of what is not reached', () => {
  expect(check({ rows: [composeRow(799_999)], lines: [RELEASE], events: [] })).toEqual([]);
});

it('takes a threshold whose mark was written and never heard of', () => {
  expect(check({ lines: [RELEASE, UNTOLD], events: [] })).toEqual([]);
});

it('finds a warning that is logged and is no event, though EventBridge took all', () => {
  expect(check({ events: [] })).toEqual([
    '1 warnings are logged, 0 of them events, and 0 could not be told',
  ]);
});

it('takes a warning that EventBridge did not take', () => {
  expect(check({ lines: [WARNING, RELEASE, UNTOLD], events: [] })).toEqual([]);
});
