import { expect, it } from 'vitest';
import { readAskedTier } from '../../../../lambda/core/wire/asked-tier';

const HEADER = 'x-amzn-bedrock-service-tier';
const read = (header: string | undefined, bodyTier: Parameters<typeof readAskedTier>[1]) =>
  readAskedTier(header === undefined ? {} : { [HEADER]: header }, bodyTier);

it.each([
  // header, body, asked
  [undefined, undefined, undefined],
  [undefined, 'flex', 'flex'],
  [undefined, 'default', 'default'],
  ['priority', undefined, 'priority'],
  ['standard', undefined, 'default'],
  ['priority', 'priority', 'priority'],
  ['standard', 'default', 'default'],
] as const)('header %s and body %s ask for %s', (header, bodyTier, asked) => {
  expect(read(header, bodyTier)).toBe(asked);
});

it.each([
  ['priority', 'flex'],
  ['default', 'priority'],
  ['flex', 'default'],
] as const)('header %s against body %s is refused', (header, bodyTier) => {
  expect(() => read(header, bodyTier)).toThrow(
    expect.objectContaining({
      code: 'conflicting-tiers',
      message: `the header asks for service tier "${header}" and the body for "${bodyTier}"; send one of them`,
    }),
  );
});

it('a header that names no tier is refused by its name', () => {
  expect(() => read('turbo', 'flex')).toThrow(
    expect.objectContaining({
      code: 'invalid-tier',
      message: `${HEADER} is "turbo"; the service tiers are priority, default, flex, reserved, ultrafast`,
    }),
  );
});
