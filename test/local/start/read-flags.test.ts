import { describe, expect, it } from 'vitest';
import { readFlags, USAGE } from '../../../local/start/read-flags';

const DEFAULTS = {
  port: 8080,
  awsPort: 4566,
  latencyScale: 0.2,
  allowedModels: '*',
  bedrock: 'embedded',
  rawLogs: false,
  keys: false,
  help: false,
};

it('has a default for every flag', () => {
  expect(readFlags([])).toEqual(DEFAULTS);
});

it.each([
  [['--port', '0'], { port: 0 }],
  [['--port=65535'], { port: 65_535 }],
  [['--aws-port', '4567'], { awsPort: 4_567 }],
  [['--latency-scale', '0'], { latencyScale: 0 }],
  [['--latency-scale', '1.5'], { latencyScale: 1.5 }],
  [['--latency-scale', '10'], { latencyScale: 10 }],
  [['--allowed-models', '*'], { allowedModels: '*' }],
  [['--allowed-models', 'amazon.nova-pro-v1:0'], { allowedModels: 'amazon.nova-pro-v1:0' }],
  [
    ['--allowed-models', 'us.amazon.nova-2-lite-v1:0,google.gemma-3-27b-it'],
    { allowedModels: 'us.amazon.nova-2-lite-v1:0,google.gemma-3-27b-it' },
  ],
  [['--bedrock', 'aws'], { bedrock: 'aws' }],
  [['--bedrock', 'embedded'], { bedrock: 'embedded' }],
  [['--raw-logs'], { rawLogs: true }],
  [['--keys'], { keys: true }],
  [['--help'], { help: true }],
  [['--port', '1', '--port', '2'], { port: 2 }],
])('reads %j', (words, differences) => {
  expect(readFlags(words)).toEqual({ ...DEFAULTS, ...differences });
});

const PORT = (text: string) => `--port is "${text}"; it may be 0 (any free port) to 65535`;
const SCALE = (text: string) => `--latency-scale is "${text}"; it may be a number from 0 to 10`;

it.each([
  [['--port', 'http'], PORT('http')],
  [['--port', '65536'], PORT('65536')],
  [['--port', '8e3'], PORT('8e3')],
  [['--port', '80.5'], PORT('80.5')],
  [['--port='], PORT('')],
  [['--port=-1'], PORT('-1')],
  [['--aws-port', 'x'], '--aws-port is "x"; it may be 0 (any free port) to 65535'],
  [['--latency-scale', 'slow'], SCALE('slow')],
  [['--latency-scale='], SCALE('')],
  [['--latency-scale', ' '], SCALE(' ')],
  [['--latency-scale=-1'], SCALE('-1')],
  [['--latency-scale', '11'], SCALE('11')],
  [['--latency-scale', 'Infinity'], SCALE('Infinity')],
  [['--bedrock', 'AWS'], '--bedrock is "AWS"; it may be embedded or aws'],
  [['--bedrock='], '--bedrock is ""; it may be embedded or aws'],
  [
    ['--allowed-models', 'amazon.nova-pro-v1:0:flex'],
    '--allowed-models has "amazon.nova-pro-v1:0:flex"; write the model without a tier: amazon.nova-pro-v1:0',
  ],
  [['--allowed-models='], '--allowed-models: "" is not a tiered model ID: it is empty'],
  [
    ['--allowed-models', 'amazon.nova-pro-v1:0, google.gemma-3-27b-it'],
    '--allowed-models: " google.gemma-3-27b-it" is not a tiered model ID: no model ID contains " "',
  ],
  [['--colour'], "Unknown option '--colour'; see --help"],
  [['-p', '80'], "Unknown option '-p'; see --help"],
  [['serve'], "Unexpected argument 'serve'; see --help"],
  [['--port'], "Option '--port <value>' argument missing; see --help"],
  [['--port', '-1'], "Option '--port' argument is ambiguous; see --help"],
  [['--help=yes'], "Option '--help' does not take an argument; see --help"],
])('refuses %j in one line', (words, message) => {
  expect(() => readFlags(words)).toThrow(new Error(message));
  expect(message).not.toContain('\n');
});

describe('the usage', () => {
  it.each([
    '--port',
    '--aws-port',
    '--latency-scale',
    '--allowed-models',
    '--bedrock',
    '--keys',
    '--help',
  ])('explains %s', (flag) => {
    expect(USAGE).toMatch(new RegExp(`^  ${flag} .+`, 'm'));
  });
});
