import { Command, type CommanderError, InvalidArgumentError, Option } from 'commander';
import { ANY_MODEL, DEFAULT_OPERATIONS } from '../../lambda/contract';
import {
  CONNECTION_NAME_RULE,
  isConnectionName,
  parseTieredModelId,
} from '../../lambda/core/ids/tiered-model-id';
import { nameProgram } from '../terminal/name-program';

/** The arguments of `npm start`. */
export interface Flags {
  readonly port: number;
  readonly awsPort: number;
  /** 0 responds at once; 1 takes as long as a model would. */
  readonly latencyScale: number;
  /** The real time of a job's pause as a part of its own. */
  readonly pauseScale: number;
  /** Base model IDs separated by commas, or `*`. */
  readonly allowedModels: string;
  /** `aws` calls the real Amazon Bedrock with the user's credentials. */
  readonly bedrock: 'embedded' | 'aws';
  /** Name → a Region, or the URL of an endpoint. */
  readonly connections?: Readonly<Record<string, { region: string } | { endpoint: string }>>;
  /** Whether callers need an API key. */
  readonly keys?: boolean;
  /** Whether the router also takes TLS, with a certificate that is made for this run. */
  readonly tls?: boolean;
  /** Whether to print the function's log lines and metrics unchanged, instead of one short line per request. */
  readonly rawLogs?: boolean;
}

const ALLOWED_MODELS = new Option(
  '--allowed-models <ids>',
  'base model IDs that may be called, separated by commas; with those of the operations',
)
  .argParser(readModels)
  .default(ANY_MODEL, 'all');

const BEDROCK = new Option(
  '--bedrock <where>',
  'aws calls the real Amazon Bedrock: this costs money',
)
  .choices(['embedded', 'aws'])
  .default('embedded');

const CONNECTION = new Option(
  '--connection <name=where>',
  'a connection to a Region or the URL of an endpoint, e.g. frankfurt=eu-central-1; may be repeated',
).argParser(addConnection);

/**
 * Reads the arguments of `npm start`. `--help` prints the help and ends the process.
 *
 * @throws Error with one line that names the value received and the values allowed
 */
export function readFlags(words: readonly string[]): Flags {
  const { connection: connections, ...flags } = createCommand()
    .parse(words, { from: 'user' })
    .opts<Flags & { readonly connection?: Flags['connections'] }>();
  return connections === undefined ? flags : { ...flags, connections };
}

function createCommand(): Command {
  return new Command(nameProgram('start', 'npm start --'))
    .description('Runs the router locally, with emulators of the AWS services it calls.')
    .option('--port <number>', 'port of the router; 0 takes any free port', readPort, 8080)
    .option('--aws-port <number>', 'port of the emulators', readPort, 4566)
    .option(
      '--latency-scale <factor>',
      'speed of the simulated models: 0 responds at once, 1 is realistic',
      readScale,
      0.2,
    )
    .option(
      '--pause-scale <factor>',
      "length of jobs' pauses: 1 is realistic",
      readPauseScale,
      0.01,
    )
    .addOption(ALLOWED_MODELS)
    .addOption(BEDROCK)
    .addOption(CONNECTION)
    .option('--keys', 'require an API key; two example keys are created and printed')
    .option('--tls', 'serve HTTPS, too, with a certificate that is made for this run')
    .option('--raw-logs', "print the function's log lines and metrics as they are written")
    .configureOutput({ outputError: () => {} })
    .exitOverride(endOrThrow);
}

function endOrThrow({ exitCode, message }: CommanderError): never {
  if (exitCode === 0) process.exit();
  const line = message.replace(/^error: /, '').replaceAll('\n', ' ');
  throw new Error(`${line.replace(/\.$/, '')}; see --help`);
}

const MAX_PORT = 65_535;

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= MAX_PORT) return port;
  throw new InvalidArgumentError(`It may be 0 (any free port) to ${MAX_PORT}.`);
}

function readScale(text: string): number {
  const scale = text.trim() === '' ? Number.NaN : Number(text);
  if (scale >= 0 && scale <= 10) return scale;
  throw new InvalidArgumentError('It may be a number from 0 to 10.');
}

function readPauseScale(text: string): number {
  const scale = text.trim() === '' ? Number.NaN : Number(text);
  if (scale >= 0 && scale <= 1) return scale;
  throw new InvalidArgumentError('It may be a number from 0 to 1.');
}

/** The base model IDs that the operations call. The function does not start without them. */
const MAPPED_MODELS = [
  ...new Set(
    Object.values(DEFAULT_OPERATIONS).map((route) => parseTieredModelId(route).baseModelId),
  ),
];

function readModels(text: string): string {
  if (text === ANY_MODEL) return text;
  const models = text.split(',');
  for (const model of models) {
    const { baseModelId } = parseModel(model);
    if (baseModelId === model) continue;
    throw new InvalidArgumentError(`Write "${model}" without a tier: ${baseModelId}`);
  }
  const missing = MAPPED_MODELS.filter((model) => !models.includes(model));
  if (missing.length === 0) return text;
  throw new InvalidArgumentError(
    `It must include the models of the operations: ${missing.join(', ')}`,
  );
}

function addConnection(
  text: string,
  others: Flags['connections'] = {},
): NonNullable<Flags['connections']> {
  const [name = '', ...rest] = text.split('=');
  const where = rest.join('=');
  if (!isConnectionName(name)) {
    throw new InvalidArgumentError(`The name may be ${CONNECTION_NAME_RULE}.`);
  }
  if (/^https?:\/\/\S+$/.test(where)) return { ...others, [name]: { endpoint: where } };
  if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(where)) return { ...others, [name]: { region: where } };
  throw new InvalidArgumentError('Write name=Region or name=URL, e.g. frankfurt=eu-central-1.');
}

function parseModel(text: string) {
  try {
    return parseTieredModelId(text);
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
