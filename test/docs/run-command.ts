import { parseArgs } from 'node:util';
import {
  DeleteParameterCommand,
  GetParameterHistoryCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { expect, vi } from 'vitest';
import { createProgram } from '../../cli/program';
import { composeLocalClient } from '../../local/compose-local-client';
import { runCaptured } from '../cli/run-captured';
import { splitWords } from './shell-commands';

export type Variables = Record<string, string>;

/** Runs a command as a shell would, without curl and the AWS CLI; answers with what curl would print. */
export async function runCommand(
  text: string,
  variables: Variables,
): Promise<Response | undefined> {
  const [program = '', ...words] = splitWords(text, variables);
  switch (program) {
    case 'curl':
      return callByCurl(words);
    case 'aws':
      await callByCli(words, variables['AWS_ENDPOINT_URL'] ?? '');
      return undefined;
    case 'npx':
      await runProgram(words, variables);
      return undefined;
    case 'export':
      Object.assign(variables, readAssignments(words, variables));
      return undefined;
    default:
      throw new Error(`no test runs "${program}"; mark the command, or say which test does`);
  }
}

/** The command line in this process, with an endpoint and credentials of the variables. */
async function runProgram([name, ...words]: readonly string[], variables: Variables) {
  if (name !== 'bedrock-tier-router') throw new Error(`no test runs "npx ${name}"`);
  vi.stubEnv('AWS_ENDPOINT_URL', variables['AWS_ENDPOINT_URL']);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const { code, stderr } = await runCaptured(createProgram(), words);
  expect([code, stderr], words.join(' ')).toEqual([0, '']);
}

const CURL_OPTIONS = {
  silent: { type: 'boolean', short: 's' },
  include: { type: 'boolean', short: 'i' },
  'no-buffer': { type: 'boolean', short: 'N' },
  request: { type: 'string', short: 'X' },
  header: { type: 'string', short: 'H', multiple: true },
  data: { type: 'string', short: 'd' },
} as const;

async function callByCurl(words: readonly string[]): Promise<Response> {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: CURL_OPTIONS,
    allowPositionals: true,
  });
  const { request, data, header = [] } = values;
  const headers = header.map((line): [string, string] => {
    const [name = '', value = ''] = line.split(/: (.*)/s);
    return [name, value];
  });
  const response = await fetch(positionals[0] ?? '', {
    method: request ?? (data === undefined ? 'GET' : 'POST'),
    headers,
    ...(data === undefined ? {} : { body: data }),
  });
  await response.text();
  return response;
}

const CLI_OPTIONS = {
  name: { type: 'string' },
  value: { type: 'string' },
  type: { type: 'string' },
  overwrite: { type: 'boolean' },
} as const;

async function callByCli([service, action, ...words]: readonly string[], endpoint: string) {
  if (service !== 'ssm') throw new Error(`the emulators have no ${service}: mark the command`);
  const { values } = parseArgs({ args: words, options: CLI_OPTIONS });
  const { name: Name, value: Value, type, overwrite: Overwrite = false } = values;
  const client = new SSMClient(composeLocalClient(endpoint));
  switch (action) {
    case 'put-parameter': {
      const Type = type as PutParameterCommandInput['Type'];
      return client.send(new PutParameterCommand({ Name, Value, Type, Overwrite }));
    }
    case 'delete-parameter':
      return client.send(new DeleteParameterCommand({ Name }));
    case 'get-parameter-history':
      return client.send(new GetParameterHistoryCommand({ Name }));
    default:
      throw new Error(`the emulator has no "aws ssm ${action}": mark the command`);
  }
}

/** The addresses of the router and the emulators stay as they are: they have other ports here. */
function readAssignments(words: readonly string[], variables: Variables): Variables {
  const assigned = words.map((word) => word.split(/=(.*)/s).slice(0, 2));
  return { ...Object.fromEntries(assigned), ...pick(variables, ['ROUTER', 'AWS']) };
}

function pick(variables: Variables, names: readonly string[]): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)));
}
