import { Logger } from '@aws-lambda-powertools/logger';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readLineSettings } from '../../../../lambda/adapters/telemetry/line-settings';
import { LineWriter } from '../../../../lambda/adapters/telemetry/line-writer';
import { captureOutput } from '../../../contract/capture-output';

const FACTS = {
  request_id: 'request-1',
  model_id: undefined,
  usage: { inputTokens: 3 },
  attempts: [{ tier: 'flex', result: 200 }],
};
const METRIC = { name: 'Invocations', unit: 'Count', value: 1 } as const;
const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=1;Sampled=1';

type Variables = Readonly<Record<string, string>>;

function stubEnvironment(variables: Variables): void {
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'bedrock-tier-router');
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
}

function createWriter(variables: Variables = process.env as Variables): LineWriter {
  return new LineWriter(readLineSettings(variables), () => 0.5);
}

function writeAll(writer: LineWriter | Logger): void {
  writer.info('Request served', FACTS);
  writer.warn('Request refused', FACTS);
  writer.error('Request failed', FACTS);
}

const maskTime = (text: string) => text.replaceAll(/("timestamp": ?)"[\d:.T-]+Z"/g, '$1"NOW"');

describe('log lines', () => {
  it.each<[string, Variables]>([
    ['nothing', {}],
    ['a trace', { _X_AMZN_TRACE_ID: TRACE }],
    ['a service', { POWERTOOLS_SERVICE_NAME: 'team/router' }],
    ['a level', { POWERTOOLS_LOG_LEVEL: 'WARN' }],
    ['the level of nothing', { POWERTOOLS_LOG_LEVEL: 'SILENT' }],
    ['an unknown level', { POWERTOOLS_LOG_LEVEL: 'LOUD' }],
    ['an older name of the level', { LOG_LEVEL: 'ERROR' }],
    ["Lambda's level, which wins", { AWS_LAMBDA_LOG_LEVEL: 'ERROR', POWERTOOLS_LOG_LEVEL: 'INFO' }],
    ["Lambda's highest level", { AWS_LAMBDA_LOG_LEVEL: 'FATAL' }],
    ["Lambda's time zone", { TZ: ':UTC' }],
    ['development', { POWERTOOLS_DEV: 'yes' }],
  ])('are those of Powertools, byte for byte, after %s is set', (_, variables) => {
    stubEnvironment(variables);
    const ours = captureOutput(() => writeAll(createWriter()));
    // In development Powertools writes to the console of the test.
    vi.spyOn(console, 'info').mockImplementation((text) => process.stdout.write(`${text}\n`));
    vi.spyOn(console, 'warn').mockImplementation((text) => process.stderr.write(`${text}\n`));
    vi.spyOn(console, 'error').mockImplementation((text) => process.stderr.write(`${text}\n`));
    const theirs = captureOutput(() => writeAll(new Logger()));
    const withoutRate = theirs.join('\n').replaceAll(/\n? *"sampling_rate": ?0,/g, '');
    expect(maskTime(ours.join('\n'))).toBe(maskTime(withoutRate));
  });

  it('have the same members in the same order on every level', () => {
    const lines = captureOutput(() => writeAll(createWriter({}))).map((line) => JSON.parse(line));
    const members = ['level', 'message', 'timestamp', 'service', 'request_id', 'usage', 'attempts'];
    expect(lines.map(Object.keys)).toEqual([members, members, members]);
    expect(lines.map(({ level }) => level)).toEqual(['INFO', 'WARN', 'ERROR']);
    for (const { timestamp } of lines) {
      expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
  });

  it.each<[number, Variables]>([
    [3, { POWERTOOLS_LOGGER_SAMPLE_RATE: '0.6' }],
    [1, { POWERTOOLS_LOGGER_SAMPLE_RATE: '0.4' }],
    [1, { POWERTOOLS_LOGGER_SAMPLE_RATE: '7' }],
    [1, { POWERTOOLS_LOGGER_SAMPLE_RATE: '0.6', AWS_LAMBDA_LOG_LEVEL: 'ERROR' }],
  ])('are %i on level ERROR in the environment of sample 0.5 with %j', (count, variables) => {
    const writer = createWriter({ POWERTOOLS_LOG_LEVEL: 'ERROR', ...variables });
    expect(captureOutput(() => writeAll(writer))).toHaveLength(count);
  });
});

describe('metrics', () => {
  it.each<[string, Variables, object[]]>([
    ['by default', {}, [{ service: 'bedrock-tier-router' }]],
    ['if they are disabled', { POWERTOOLS_METRICS_DISABLED: 'true' }, []],
    ['if they are disabled in short', { POWERTOOLS_METRICS_DISABLED: '1' }, []],
    ['if they are not disabled', { POWERTOOLS_METRICS_DISABLED: 'false' }, [{ Invocations: 1 }]],
    ['in development', { POWERTOOLS_DEV: 'true' }, []],
    [
      'in development, if they are wanted',
      { POWERTOOLS_DEV: 'true', POWERTOOLS_METRICS_DISABLED: 'false' },
      [{ Invocations: 1 }],
    ],
    ['on any log level', { POWERTOOLS_LOG_LEVEL: 'SILENT' }, [{ Invocations: 1 }]],
    [
      'with a service and a namespace',
      { POWERTOOLS_SERVICE_NAME: 'team/router', POWERTOOLS_METRICS_NAMESPACE: 'Ours' },
      [{ service: 'team/router', _aws: { CloudWatchMetrics: [{ Namespace: 'Ours' }] } }],
    ],
  ])('are published %s', (_, variables, expected) => {
    const record = { timestamp: 1, sets: [{}], metrics: [METRIC] };
    const lines = captureOutput(() => createWriter(variables).publish(record));
    expect(lines.map((line) => JSON.parse(line))).toMatchObject(expected);
  });
});
