import { expect, it } from 'vitest';
import { formatLogLine } from '../../../local/terminal/format-log-line';

const TIMESTAMP = '2026-11-21T09:30:12.345Z';
const RECEIPT = {
  timestamp: TIMESTAMP,
  level: 'INFO',
  status: 200,
  operation: 'extraction',
  requested_tier: 'flex',
  resolved_tier: 'default',
  latency_ms: 12.6,
  usage: { inputTokens: 739, outputTokens: 102 },
  model_id: 'us.amazon.nova-2-lite-v1:0',
};

it.each([
  [
    RECEIPT,
    '09:30:12  200  extraction  flex -> default  13 ms  739+102  us.amazon.nova-2-lite-v1:0',
  ],
  [
    { ...RECEIPT, tier_fallback: 'capacity' },
    '09:30:12  200  extraction  flex -> default  13 ms  739+102  us.amazon.nova-2-lite-v1:0  fallback: capacity',
  ],
  [
    { timestamp: TIMESTAMP, status: 404, latency_ms: 1, router_error: 'unknown-path' },
    '09:30:12  404  1 ms  unknown-path',
  ],
  [
    {
      ...{ timestamp: TIMESTAMP, status: 429, operation: 'extraction', requested_tier: 'flex' },
      ...{ latency_ms: 5, bedrock_error: 'ThrottlingException' },
    },
    '09:30:12  429  extraction  flex -> ?  5 ms  ThrottlingException',
  ],
  [
    { timestamp: TIMESTAMP, level: 'WARN', message: 'Mapping', parameter: '/a', problem: 'empty' },
    '09:30:12  WARN  Mapping (/a: empty)',
  ],
  [
    { timestamp: TIMESTAMP, level: 'WARN', message: 'No price for model', model_id: 'a.b' },
    '09:30:12  WARN  No price for model (a.b)',
  ],
  [{ timestamp: TIMESTAMP, level: 'ERROR', message: 'Failed' }, '09:30:12  ERROR  Failed'],
  [{ timestamp: TIMESTAMP, level: 'INFO', message: 'Using service tier: flex' }, undefined],
  [{ _aws: {}, status: 200 }, undefined],
])('shortens %j to one line, or omits it', (entry, line) => {
  expect(formatLogLine(JSON.stringify(entry))).toBe(line);
});

it('keeps a line that is not JSON', () => {
  expect(formatLogLine('Debugger attached.')).toBe('Debugger attached.');
});
