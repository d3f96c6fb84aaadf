import {
  GetParametersByPathCommand,
  GetParametersCommand,
  type Parameter,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { WrittenValue } from '../../core/settings/hot-value';
import { limitCall } from './limit-call';

export interface ParameterReading {
  readonly parameters: readonly WrittenValue[];
  /** The number of pages. */
  readonly calls: number;
}

interface ParameterPages {
  /** As Parameter Store describes them. */
  readonly parameters: readonly Parameter[];
  readonly calls: number;
}

export interface ParameterPath {
  readonly prefix: string;
  /** Called with the number of pages so far, after each that is not the last. */
  readonly noteMore?: (pages: number) => void;
}

/** Reads every parameter below the prefix. Each page has its own time limit. */
export async function readParameters(
  client: SSMClient,
  path: ParameterPath,
  signal: AbortSignal,
): Promise<ParameterReading> {
  const { parameters, calls } = await readPages(client, path, signal);
  return { parameters: parameters.map((each) => toWritten(path.prefix, each)), calls };
}

/** @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html */
export async function readPages(
  client: SSMClient,
  { prefix, noteMore }: ParameterPath,
  signal: AbortSignal,
): Promise<ParameterPages> {
  const parameters: Parameter[] = [];
  let calls = 0;
  let nextToken: string | undefined;
  do {
    const command = new GetParametersByPathCommand({
      Path: prefix,
      Recursive: true,
      NextToken: nextToken,
    });
    const page = await limitCall(signal, (abortSignal) => client.send(command, { abortSignal }));
    calls += 1;
    parameters.push(...(page.Parameters ?? []));
    nextToken = page.NextToken;
    if (nextToken !== undefined) noteMore?.(calls);
  } while (nextToken !== undefined);
  return { parameters, calls };
}

/**
 * Reads up to ten parameters by their names below the prefix. Those that do not exist are left out.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html
 */
export async function readNamedParameters(
  client: SSMClient,
  { prefix, names }: { readonly prefix: string; readonly names: readonly string[] },
  abortSignal: AbortSignal,
): Promise<readonly WrittenValue[]> {
  const command = new GetParametersCommand({ Names: names.map((name) => `${prefix}/${name}`) });
  const { Parameters: parameters = [] } = await client.send(command, { abortSignal });
  return parameters.map((each) => toWritten(prefix, each));
}

/** A parameter by its name below the prefix. */
export function toWritten(
  prefix: string,
  { Name: name = '', Value: value = '', Version: version = 0 }: Parameter,
): WrittenValue {
  return { name: name.slice(prefix.length + 1), value, version: String(version) };
}
