import { expect, it } from 'vitest';
import { readSoakFlags } from '../../soak/read-soak-flags';

it.each([
  [[], { seconds: 300, seed: 12, help: false }],
  [['--minutes', '2'], { seconds: 120, seed: 12, help: false }],
  [['--seconds', '7'], { seconds: 7, seed: 12, help: false }],
  [['--minutes', '2', '--seconds', '7'], { seconds: 7, seed: 12, help: false }],
  [['--seed', '4294967295'], { seconds: 300, seed: 4_294_967_295, help: false }],
  [['--help'], { seconds: 300, seed: 12, help: true }],
])('reads %j', (words, flags) => {
  expect(readSoakFlags(words, 12)).toEqual(flags);
});

it.each([
  [['--minutes', '0'], '--minutes is "0"; it may be a whole number from 1 to 1440'],
  [['--seconds', '1.5'], '--seconds is "1.5"; it may be a whole number from 1 to 86400'],
  [
    ['--seed', '4294967296'],
    '--seed is "4294967296"; it may be a whole number from 1 to 4294967295',
  ],
  [['--colour'], "Unknown option '--colour'; see --help"],
])('refuses %j', (words, message) => {
  expect(() => readSoakFlags(words, 12)).toThrow(new Error(message));
});
