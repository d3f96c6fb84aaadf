import { expect, it } from 'vitest';
import { findLackingToolchain } from '../../../scripts/package/pack';

const NAME = { name: 'go', packages: 'Go module' } as const;

it.each([
  [
    ['nonexistent-go', 'version'],
    'the Go module is not packed, because this fails: nonexistent-go version',
  ],
  [['false'], 'the Go module is not packed, because this fails: false'],
  [['true'], undefined],
  [undefined, undefined],
] as const)('a language whose probe is %j is lacking: %s', async (probe, lack) => {
  const language = probe === undefined ? NAME : { ...NAME, probe };
  expect(await findLackingToolchain(language)).toBe(lack);
});
