import { expect, it } from 'vitest';
import { checkWarnings } from '../../../soak/checks/warnings';

const LINE = { caller_id: 'scarce0000', period: '2026-11', limit_usd: 0.02, threshold: 80 };
const EVENT = {
  Source: 'bedrock-tier-router',
  DetailType: 'Budget Threshold Reached',
  Detail:
    '{"caller":"scarce0000","callerId":"scarce0000","period":"2026-11","limitUsd":0.02,"spentUsd":0.017,"threshold":80}',
};
const NAME = "80 % of scarce0000's 0.02 USD for 2026-11";

it('accepts a warning that is logged and published once', () => {
  expect(checkWarnings([LINE], [EVENT])).toEqual([]);
});

it('accepts a warning of each limit and threshold', () => {
  const lines = [LINE, { ...LINE, threshold: 100 }, { ...LINE, limit_usd: 0.04 }];
  expect(checkWarnings(lines, [EVENT])).toEqual([]);
});

it.each([
  ['logged twice', [LINE, LINE], [EVENT], [`${NAME} is logged twice`]],
  ['published twice', [LINE], [EVENT, EVENT], [`${NAME} is published twice`]],
  ['published, and not logged', [], [EVENT], [`${NAME} is published, and not logged`]],
])('finds a warning that is %s', (_what, lines, events, problems) => {
  expect(checkWarnings(lines, events)).toEqual(problems);
});
