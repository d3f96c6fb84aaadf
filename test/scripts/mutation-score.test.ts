import { expect, it } from 'vitest';
import { computePercentage, scoreMutants } from '../../scripts/mutation-score';

const REPORT = {
  files: {
    'lambda/core/ids/service-tier.ts': { mutants: [{ status: 'Killed' }, { status: 'Timeout' }] },
    'lambda/core/errors/router-error.ts': { mutants: [{ status: 'Survived' }] },
    'lambda/app/ports.ts': { mutants: [{ status: 'NoCoverage' }, { status: 'CompileError' }] },
  },
};

it.each([
  ['lambda/core/', { detected: 2, valid: 3 }],
  ['lambda/core/ids', { detected: 2, valid: 2 }],
  ['lambda/app/', { detected: 0, valid: 1 }],
  ['lambda/http/', { detected: 0, valid: 0 }],
])('counts the mutants of %s', (path, score) => {
  expect(scoreMutants(REPORT, path)).toEqual(score);
});

it('rounds a percentage down, so that no threshold is reached by rounding', () => {
  expect(computePercentage({ detected: 2, valid: 3 })).toBe(66.66);
  expect(computePercentage({ detected: 2, valid: 2 })).toBe(100);
});
