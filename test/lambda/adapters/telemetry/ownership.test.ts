import { expect, it } from 'vitest';
import type { Ownership } from '../../../../lambda/app/ports';
import { readOutput } from '../../../contract/telemetry-bench';

const NOTHING: Ownership = {
  parameterPrefix: '/team/router',
  overrides: [],
  foreign: undefined,
};

function log(changes: Partial<Ownership>) {
  return readOutput((telemetry) => telemetry.recordOwnership({ ...NOTHING, ...changes })).logs;
}

it('logs the overrides that were found, and which of them the deploy does not have', () => {
  const overrides = [
    { shownName: 'operations/extraction', version: '3', isOfDeploy: true },
    { shownName: 'operations/summary', version: '1', isOfDeploy: false },
  ];
  expect(log({ overrides })).toMatchObject([
    {
      level: 'INFO',
      message: 'Overrides found',
      parameter_path: '/team/router/overrides',
      overrides: [
        { name: 'operations/extraction', version: '3' },
        { name: 'operations/summary', version: '1' },
      ],
      not_in_deploy: ['operations/summary'],
      override_count: 2,
    },
  ]);
});

it('warns if the prefix belongs to another stack', () => {
  expect(log({ foreign: { owner: 'stack-1', own: 'stack-2' } })).toMatchObject([
    {
      level: 'WARN',
      message: 'Parameters belong to another stack; use another prefix for one of the two',
      parameter: '/team/router/owner',
      owner: 'stack-1',
      own: 'stack-2',
    },
  ]);
});

it('logs nothing else', () => {
  expect(log({})).toEqual([]);
});

it('keeps the line of very many overrides far below the size of a log event', () => {
  const overrides = Array.from({ length: 10_000 }, (_, index) => ({
    shownName: `operations/operation-${index}`,
    version: '1',
    isOfDeploy: false,
  }));
  const [line] = log({ overrides });
  expect(line).toMatchObject({ override_count: 10_000 });
  expect(JSON.stringify(line).length).toBeLessThan(100_000);
});
