import { InvalidArgumentError } from 'commander';
import { expect, it } from 'vitest';
import { parseNames, parseText, parseWholeNumber } from '../../cli/parse-options';

const PARSERS = {
  text: parseText,
  number: parseWholeNumber(60),
  groupings: parseNames(['caller', 'tier']),
  cases: parseNames(['1 KB', '200 events', '200 events, paused']),
} as const;

it.each([
  ['text', 'router.log', 'router.log'],
  ['number', '1', 1],
  ['number', '60', 60],
  ['groupings', 'tier', ['tier']],
  ['groupings', 'tier,caller', ['tier', 'caller']],
  ['cases', '200 events, paused,1 KB', ['200 events, paused', '1 KB']],
] as const)('reads %s %j', (kind, text, value) => {
  expect(PARSERS[kind](text)).toEqual(value);
});

const NUMBER = 'It may be a whole number from 1 to 60.';
const GROUPINGS = 'It may have each of these once, between commas: caller, tier.';
const CASES =
  'It may have each of these once, between commas: 1 KB; 200 events; 200 events, paused.';

it.each([
  ['text', '', 'It may not be empty.'],
  ['number', '0', NUMBER],
  ['number', '61', NUMBER],
  ['number', '1.5', NUMBER],
  ['number', '-1', NUMBER],
  ['number', '', NUMBER],
  ['groupings', 'caller,team', GROUPINGS],
  ['groupings', 'tier,tier', GROUPINGS],
  ['groupings', '', GROUPINGS],
  ['cases', '2 KB', CASES],
] as const)('refuses %s %j', (kind, text, message) => {
  expect(() => PARSERS[kind](text)).toThrow(new InvalidArgumentError(message));
});
