import { describe, expect, it } from 'vitest';
import type { MappingProblem } from '../../../../lambda/app/ports';
import { readOutput } from '../../../contract/telemetry-bench';

describe('a problem of the mapping', () => {
  const parameterPath = '/bedrock-tier-router/operations';
  const rejected = {
    kind: 'rejected',
    parameterName: `${parameterPath}/extraction`,
    version: '2',
    problem: 'it is no model',
    isRepeated: false,
  } as const;

  it.each([
    [
      'a value refused',
      rejected,
      {
        message: 'Parameter refused; the last good route stays in force',
        parameter: `${parameterPath}/extraction`,
        version: '2',
        problem: 'it is no model',
      },
    ],
    [
      'a policy refused',
      {
        kind: 'policy-rejected',
        parameterName: '/bedrock-tier-router/callers/a1b2c3d4e5',
        version: '4',
        problem: 'name is undefined',
        isRepeated: false,
      },
      {
        message:
          'Policy refused; the last good one stays in force, and a caller that never had one is refused',
        parameter: '/bedrock-tier-router/callers/a1b2c3d4e5',
        version: '4',
        problem: 'name is undefined',
      },
    ],
    [
      'no parameter',
      { kind: 'empty', parameterPath },
      {
        message: 'No parameter under the path; the last good mapping stays in force',
        parameter_path: parameterPath,
      },
    ],
    [
      'no answer',
      { kind: 'unreadable', parameterPath, cause: new Error('Rate exceeded') },
      {
        message: 'Parameter Store cannot be read; the last good values stay in force',
        parameter_path: parameterPath,
        cause: { name: 'Error', message: 'Rate exceeded' },
      },
    ],
  ] as [string, MappingProblem, object][])(
    'such as %s is a line and a metric',
    (_, problem, line) => {
      const { logs, metrics } = readOutput((telemetry) => telemetry.recordMappingProblem(problem));
      expect(logs).toMatchObject([{ level: 'ERROR', ...line }]);
      expect(metrics).toMatchObject([
        {
          _aws: {
            CloudWatchMetrics: [
              {
                Namespace: 'BedrockTierRouter',
                Dimensions: [['service']],
                Metrics: [{ Name: 'MappingErrors', Unit: 'Count' }],
              },
            ],
          },
          service: 'bedrock-tier-router',
          MappingErrors: 1,
        },
      ]);
    },
  );

  it('that was reported before is a metric alone', () => {
    const { logs, metrics } = readOutput((telemetry) =>
      telemetry.recordMappingProblem({ ...rejected, isRepeated: true }),
    );
    expect(logs).toEqual([]);
    expect(metrics).toMatchObject([{ MappingErrors: 1 }]);
  });
});
