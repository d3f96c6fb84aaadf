import { Logger } from '@aws-lambda-powertools/logger';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { writeInfoLine } from '../../../../lambda/adapters/telemetry/write-info-line';
import { captureOutput } from '../../../contract/capture-output';

const FACTS = {
  request_id: 'request-1',
  model_id: undefined,
  usage: { inputTokens: 3 },
  attempts: [{ tier: 'flex', result: 200 }],
};

function stubEnvironment(variables: Readonly<Record<string, string>>): void {
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'team/router');
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

describe('an info line', () => {
  it.each([
    ['', undefined],
    [
      'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=1;Sampled=1',
      '1-5759e988-bd862e3fe1be46a994272793',
    ],
  ])(
    'is what Powertools would write in the trace %j, without a sampling rate',
    (trace, traceId) => {
      stubEnvironment({ _X_AMZN_TRACE_ID: trace });
      const logger = new Logger();
      const [theirs = '', ours = ''] = captureOutput(() => {
        logger.info('Request served', FACTS);
        writeInfoLine(logger, 'Request served', FACTS);
      });
      const line = JSON.parse(ours);
      const { sampling_rate, ...rest } = JSON.parse(theirs);
      expect(sampling_rate).toBe(0);
      expect(line).toEqual({ ...rest, timestamp: line.timestamp });
      expect(line.xray_trace_id).toBe(traceId);
      expect(line.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    },
  );

  it.each([
    ['DEBUG', 1],
    ['INFO', 1],
    ['WARN', 0],
    ['SILENT', 0],
  ])('on log level %s is written %i times', (level, times) => {
    stubEnvironment({ POWERTOOLS_LOG_LEVEL: level });
    const lines = captureOutput(() => writeInfoLine(new Logger(), 'Request served', FACTS));
    expect(lines).toHaveLength(times);
  });
});
