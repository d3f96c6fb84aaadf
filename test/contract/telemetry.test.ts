import { describe, expect, it } from 'vitest';
import type { MappingProblem } from '../../lambda/app/ports';
import { RouterError } from '../../lambda/core/errors/router-error';
import { composeBug, composeEnded, composeRefused, composeReplied } from '../fakes/compose-outcome';
import { plan } from '../fakes/plan';
import { observeCloudWatch, observeRecording } from './telemetry-bench';

const GONE = new RouterError('client-gone', 'the client closed the connection');

describe.each([
  ['RecordingTelemetry', observeRecording],
  ['CloudWatchTelemetry', observeCloudWatch],
])('%s', (_, observe) => {
  it('reports each request once, with its status and its operation', () => {
    const { requests } = observe((telemetry) => {
      telemetry.recordReceipt(composeEnded(composeReplied(200, '{}'), { requestId: 'one' }));
      telemetry.recordReceipt(composeEnded(composeReplied(429, '{}'), { requestId: 'two' }));
    });
    expect(requests).toEqual([
      { requestId: 'one', status: 200, operation: 'extraction' },
      { requestId: 'two', status: 429, operation: 'extraction' },
    ]);
  });

  it('reports a refusal and a bug, with or without a plan', () => {
    const { requests } = observe((telemetry) => {
      const error = new RouterError('unknown-operation', 'there is no operation "x"');
      telemetry.recordReceipt(composeEnded(composeRefused(error)));
      const planned = plan();
      telemetry.recordReceipt(composeEnded(composeRefused(error, planned)));
      telemetry.recordReceipt(composeEnded(composeBug(new Error('bug'), planned)));
    });
    expect(requests).toEqual([
      { requestId: 'request-1', status: 404, operation: undefined },
      { requestId: 'request-1', status: 404, operation: 'extraction' },
      { requestId: 'request-1', status: 500, operation: 'extraction' },
    ]);
  });

  it('reports an interrupted answer by what interrupted it', () => {
    const { requests } = observe((telemetry) => {
      const outcome = composeReplied(200, '{}');
      telemetry.recordReceipt(composeEnded(outcome, { interruption: GONE }));
    });
    expect(requests).toMatchObject([{ status: 499 }]);
  });

  it('keeps requests apart that overlap', () => {
    const { requests } = observe((telemetry) => {
      const early = plan('N:priority', { operation: 'classification' });
      telemetry.recordPlan('early', early);
      telemetry.recordPlan('late', plan('N', { operation: 'assessment' }));
      const late = composeReplied(200, '{}', plan('N', { operation: 'assessment' }));
      telemetry.recordReceipt(composeEnded(late, { requestId: 'late' }));
      const outcome = composeReplied(503, '{}', early);
      telemetry.recordReceipt(composeEnded(outcome, { requestId: 'early' }));
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

  it('reports nothing if nothing happened', () => {
    expect(observe(() => {})).toEqual({ requests: [], mappingErrors: 0 });
  });
});
