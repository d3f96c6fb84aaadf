import { describe, expect, it } from 'vitest';
import type { MappingProblem } from '../../lambda/app/ports';
import { RouterError } from '../../lambda/core/errors/router-error';
import {
  composeBroken,
  composeRecord,
  composeRefused,
  composeReplied,
} from '../fakes/compose-record';
import { composeTarget } from '../fakes/compose-target';
import { observePowertools, observeRecording } from './telemetry-bench';

const GONE = new RouterError('client-gone', 'the client closed the connection');

describe.each([
  ['RecordingTelemetry', observeRecording],
  ['PowertoolsTelemetry', observePowertools],
])('%s', (_, observe) => {
  it('tells of each request once, with its status and its operation', () => {
    const { requests } = observe((telemetry) => {
      telemetry.recordRequest(composeRecord(composeReplied(200, '{}'), { requestId: 'one' }));
      telemetry.recordRequest(composeRecord(composeReplied(429, '{}'), { requestId: 'two' }));
    });
    expect(requests).toEqual([
      { requestId: 'one', status: 200, operation: 'extraction' },
      { requestId: 'two', status: 429, operation: 'extraction' },
    ]);
  });

  it('tells of a refusal and of a bug, with or without a target', () => {
    const { requests } = observe((telemetry) => {
      const error = new RouterError('unknown-operation', 'there is no operation "x"');
      telemetry.recordRequest(composeRecord(composeRefused(error)));
      const target = composeTarget();
      telemetry.recordRequest(composeRecord(composeRefused(error, target)));
      telemetry.recordRequest(composeRecord(composeBroken(new Error('bug'), target)));
    });
    expect(requests).toEqual([
      { requestId: 'request-1', status: 404, operation: undefined },
      { requestId: 'request-1', status: 404, operation: 'extraction' },
      { requestId: 'request-1', status: 500, operation: 'extraction' },
    ]);
  });

  it('tells of an interrupted answer by what interrupted it', () => {
    const { requests } = observe((telemetry) => {
      const outcome = composeReplied(200, '{}');
      telemetry.recordRequest(composeRecord(outcome, { interruption: GONE }));
    });
    expect(requests).toMatchObject([{ status: 499 }]);
  });

  it('keeps requests apart that overlap', () => {
    const { requests } = observe((telemetry) => {
      const early = composeTarget({ operation: 'classification', requestedTier: 'priority' });
      telemetry.recordTarget('early', early);
      telemetry.recordTarget('late', composeTarget({ operation: 'assessment' }));
      const late = composeReplied(200, '{}', { operation: 'assessment' });
      telemetry.recordRequest(composeRecord(late, { requestId: 'late' }));
      const outcome = composeReplied(503, '{}', early);
      telemetry.recordRequest(composeRecord(outcome, { requestId: 'early' }));
    });
    expect(requests).toEqual([
      { requestId: 'late', status: 200, operation: 'assessment' },
      { requestId: 'early', status: 503, operation: 'classification' },
    ]);
  });

  it('counts every problem of the mapping, repeated ones too', () => {
    const parameterPath = '/bedrock-tier-router/operations';
    const rejected: MappingProblem = {
      kind: 'rejected',
      parameterName: `${parameterPath}/extraction`,
      version: '2',
      problem: 'not a model',
      isRepeated: true,
    };
    const { mappingErrors, requests } = observe((telemetry) => {
      telemetry.recordMappingProblem(rejected);
      telemetry.recordMappingProblem({ kind: 'empty', parameterPath });
      telemetry.recordMappingProblem({ kind: 'unreadable', parameterPath, cause: 'no' });
    });
    expect(mappingErrors).toBe(3);
    expect(requests).toEqual([]);
  });

  it('tells nothing where nothing happened', () => {
    expect(observe(() => {})).toEqual({ requests: [], mappingErrors: 0 });
  });
});
