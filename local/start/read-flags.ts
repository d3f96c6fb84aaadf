import { parseArgs } from 'node:util';
import { ANY_MODEL } from '../../lambda/contract';
import { parseTieredModelId, type TieredModelId } from '../../lambda/core/ids/tiered-model-id';

/** What `npm start -- …` may be told. */
export interface Flags {
  readonly port: number;
  readonly awsPort: number;
  /** 0 answers at once, 1 takes as long as a model would. */
  readonly latencyScale: number;
  readonly allowedModels: string;
  /** `aws`: the real Amazon Bedrock, with the user's own credentials. */
  readonly bedrock: 'embedded' | 'aws';
  /** The function's log lines and metrics as they are written, instead of a short line a request. */
  readonly rawLogs: boolean;
  /** Callers need an API key. */
  readonly keys: boolean;
  readonly help: boolean;
}

export const USAGE = `Usage: npm start -- [flags]

  --port N              port of the router (default 8080)
  --aws-port N          port of the embedded Bedrock and Parameter Store (default 4566)
  --latency-scale X     speed of the simulated models: 0 answers at once, 1 is realistic (default 0.2)
  --allowed-models A,B  base model IDs the router may use (default: all)
  --bedrock aws         call the real Amazon Bedrock with your credentials; this costs money
  --keys                callers need an API key; two are made up and printed
  --raw-logs            show the function's log and metric lines as they are written
  --help                this text`;

const FLAGS = {
  port: { type: 'string', default: '8080' },
  'aws-port': { type: 'string', default: '4566' },
  'latency-scale': { type: 'string', default: '0.2' },
  'allowed-models': { type: 'string', default: ANY_MODEL },
  bedrock: { type: 'string', default: 'embedded' },
  keys: { type: 'boolean', default: false },
  'raw-logs': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const HIGHEST_PORT = 65_535;

/** @throws Error in one line: which flag, what it was, what it may be */
export function readFlags(words: readonly string[]): Flags {
  const { values } = parse(words);
  const { bedrock } = values;
  if (bedrock !== 'embedded' && bedrock !== 'aws') {
    throw new Error(`--bedrock is "${bedrock}"; it may be embedded or aws`);
  }
  return {
    port: readPort('--port', values.port),
    awsPort: readPort('--aws-port', values['aws-port']),
    latencyScale: readScale(values['latency-scale']),
    allowedModels: readModels(values['allowed-models']),
    bedrock,
    rawLogs: values['raw-logs'],
    keys: values.keys,
    help: values.help,
  };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: FLAGS, allowPositionals: false });
  } catch (error) {
    const [firstSentence] = error instanceof Error ? error.message.split(/\.?\n|\. /) : [];
    throw new Error(`${firstSentence}; see --help`);
  }
}

function readPort(flag: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= HIGHEST_PORT) return port;
  throw new Error(`${flag} is "${text}"; it may be 0 (any free port) to ${HIGHEST_PORT}`);
}

function readScale(text: string): number {
  const scale = text.trim() === '' ? Number.NaN : Number(text);
  if (scale >= 0 && scale <= 10) return scale;
  throw new Error(`--latency-scale is "${text}"; it may be a number from 0 to 10`);
}

function readModels(text: string): string {
  if (text === ANY_MODEL) return text;
  for (const model of text.split(',')) {
    const { baseModelId } = parseModel(model);
    if (baseModelId !== model) {
      throw new Error(
        `--allowed-models has "${model}"; write the model without a tier: ${baseModelId}`,
      );
    }
  }
  return text;
}

function parseModel(text: string): TieredModelId {
  try {
    return parseTieredModelId(text);
  } catch (error) {
    throw new Error(`--allowed-models: ${error instanceof Error ? error.message : error}`);
  }
}
