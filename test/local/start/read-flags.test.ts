import { expect, it } from 'vitest';
import { readFlags } from '../../../local/start/read-flags';

const DEFAULTS = {
  port: 8080,
  awsPort: 4566,
  latencyScale: 0.2,
  pauseScale: 0.01,
  allowedModels: '*',
  bedrock: 'embedded',
};

it.each([
  ['', {}],
  ['--port 0', { port: 0 }],
  ['--port=65535', { port: 65_535 }],
  ['--port 1 --port 2', { port: 2 }],
  ['--aws-port 4567', { awsPort: 4_567 }],
  ['--latency-scale 0', { latencyScale: 0 }],
  ['--latency-scale 1.5', { latencyScale: 1.5 }],
  ['--latency-scale 10', { latencyScale: 10 }],
  ['--pause-scale 0', { pauseScale: 0 }],
  ['--pause-scale 1', { pauseScale: 1 }],
  ['--allowed-models *', { allowedModels: '*' }],
  ['--allowed-models us.amazon.nova-2-lite-v1:0', { allowedModels: 'us.amazon.nova-2-lite-v1:0' }],
  [
    '--allowed-models us.amazon.nova-2-lite-v1:0,google.gemma-3-27b-it',
    { allowedModels: 'us.amazon.nova-2-lite-v1:0,google.gemma-3-27b-it' },
  ],
  ['--bedrock aws', { bedrock: 'aws' }],
  ['--bedrock embedded', { bedrock: 'embedded' }],
  ['--raw-logs', { rawLogs: true }],
  ['--connection eu=eu-central-1', { connections: { eu: { region: 'eu-central-1' } } }],
  [
    '--connection eu=eu-central-1 --connection vpc=http://127.0.0.1:4567',
    { connections: { eu: { region: 'eu-central-1' }, vpc: { endpoint: 'http://127.0.0.1:4567' } } },
  ],
  ['--keys', { keys: true }],
  ['--tls', { tls: true }],
])('reads %j', (words, differences) => {
  const flags = readFlags(words.split(' ').filter((word) => word !== ''));
  expect(flags).toEqual({ ...DEFAULTS, ...differences });
});

const PORT = 'It may be 0 (any free port) to 65535';
const SCALE = 'It may be a number from 0 to 10';
const PAUSE_SCALE = 'It may be a number from 0 to 1';
const PLACE = 'Write name=Region or name=URL, e.g. frankfurt=eu-central-1';
const CHOICES = 'Allowed choices are embedded, aws';

it.each([
  ['--port <number>', 'http', PORT],
  ['--port <number>', '65536', PORT],
  ['--port <number>', '8e3', PORT],
  ['--port <number>', '80.5', PORT],
  ['--port <number>', '', PORT],
  ['--port <number>', '-1', PORT],
  ['--aws-port <number>', 'x', PORT],
  ['--latency-scale <factor>', 'slow', SCALE],
  ['--pause-scale <factor>', '1.1', PAUSE_SCALE],
  ['--pause-scale <factor>', '', PAUSE_SCALE],
  ['--latency-scale <factor>', '', SCALE],
  ['--latency-scale <factor>', ' ', SCALE],
  ['--latency-scale <factor>', '-1', SCALE],
  ['--latency-scale <factor>', '11', SCALE],
  ['--latency-scale <factor>', 'Infinity', SCALE],
  ['--bedrock <where>', 'AWS', CHOICES],
  ['--bedrock <where>', '', CHOICES],
  ['--connection <name=where>', 'eu', PLACE],
  ['--connection <name=where>', 'eu=Frankfurt', PLACE],
  [
    '--connection <name=where>',
    'EU=eu-central-1',
    'The name may be a lower-case letter, then at most 31 of them, digits and "-", and not "constructor"',
  ],
  [
    '--allowed-models <ids>',
    'amazon.nova-pro-v1:0:flex',
    'Write "amazon.nova-pro-v1:0:flex" without a tier: amazon.nova-pro-v1:0',
  ],
  [
    '--allowed-models <ids>',
    'amazon.nova-pro-v1:0,google.gemma-3-27b-it',
    'It must include the models of the operations: us.amazon.nova-2-lite-v1:0',
  ],
  ['--allowed-models <ids>', '', '"" is not a tiered model ID: it is empty'],
  [
    '--allowed-models <ids>',
    'amazon.nova-pro-v1:0, google.gemma-3-27b-it',
    '" google.gemma-3-27b-it" is not a tiered model ID: no model ID contains " "',
  ],
])('refuses %s with the value %j', (option, value, allowed) => {
  const [name = ''] = option.split(' ');
  const message = `option '${option}' argument '${value}' is invalid. ${allowed}; see --help`;
  for (const words of [[name, value], [`${name}=${value}`]]) {
    expect(() => readFlags(words)).toThrow(new Error(message));
  }
});

it.each([
  [['--colour'], "unknown option '--colour'; see --help"],
  [['--prot', '80'], "unknown option '--prot' (Did you mean --port?); see --help"],
  [['-p', '80'], "unknown option '-p'; see --help"],
  [['serve'], 'too many arguments. Expected 0 arguments but got 1; see --help'],
  [['--port'], "option '--port <number>' argument missing; see --help"],
  [['--help=yes'], "unknown option '--help=yes'; see --help"],
])('refuses %j in one line', (words, message) => {
  expect(() => readFlags(words)).toThrow(new Error(message));
});
