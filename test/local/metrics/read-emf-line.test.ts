import { expect, it } from 'vitest';
import { readEmfLine } from '../../../local/metrics/read-emf-line';

it('returns a reading for each metric and dimension set', () => {
  const line = `{"_aws":{"Timestamp":1,"CloudWatchMetrics":[{"Namespace":"BedrockTierRouter",
    "Dimensions":[["service"],["service","Operation"]],
    "Metrics":[{"Name":"Invocations","Unit":"Count"},{"Name":"RouterLatency","Unit":"Milliseconds"}]}]},
    "service":"router","Operation":"extraction","Invocations":1,"RouterLatency":[0.5,0.75]}`;
  const ofService = new Map([['service', 'router']]);
  const ofOperation = new Map([
    ['service', 'router'],
    ['Operation', 'extraction'],
  ]);
  expect(readEmfLine(line)).toEqual([
    { name: 'Invocations', dimensions: ofService, values: [1] },
    { name: 'RouterLatency', dimensions: ofService, values: [0.5, 0.75] },
    { name: 'Invocations', dimensions: ofOperation, values: [1] },
    { name: 'RouterLatency', dimensions: ofOperation, values: [0.5, 0.75] },
  ]);
});

it.each([
  ['a receipt', '{"level":"INFO","message":"Request served","latency_ms":12}'],
  ['a line that is not JSON', 'Debugger "_aws" attached.'],
  ['a string as metadata', '{"_aws":"x"}'],
  ['metadata without directives', '{"_aws":{"Timestamp":1}}'],
  ['directives that are not objects', '{"_aws":{"CloudWatchMetrics":[1,null]}}'],
  ['a directive without metrics', '{"_aws":{"CloudWatchMetrics":[{"Dimensions":[["service"]]}]}}'],
])('returns no readings for %s', (_, line) => {
  expect(readEmfLine(line)).toEqual([]);
});

it('ignores values that are not numbers', () => {
  const line =
    '{"_aws":{"CloudWatchMetrics":[{"Dimensions":[[]],"Metrics":[{"Name":"Invocations"}]}]},"Invocations":["1",2,null]}';
  expect(readEmfLine(line)).toEqual([{ name: 'Invocations', dimensions: new Map(), values: [2] }]);
});
