import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { limitCall } from './limit-call';

export interface WrittenParameter {
  /** The last part of its name. */
  readonly name: string;
  readonly value: string;
  readonly version: string;
}

export interface ParameterReading {
  readonly parameters: readonly WrittenParameter[];
  /** How many calls it took. */
  readonly calls: number;
}

/** Reads every parameter directly below the path, page by page, each in its own time. */
export async function readParameters(
  client: SSMClient,
  path: string,
  signal: AbortSignal,
): Promise<ParameterReading> {
  const parameters: WrittenParameter[] = [];
  let calls = 0;
  let nextToken: string | undefined;
  do {
    const command = new GetParametersByPathCommand({ Path: path, NextToken: nextToken });
    const page = await limitCall(signal, (abortSignal) => client.send(command, { abortSignal }));
    calls += 1;
    for (const { Name: name = '', Value: value = '', Version: version = 0 } of page.Parameters ??
      []) {
      parameters.push({ name: name.slice(path.length + 1), value, version: String(version) });
    }
    nextToken = page.NextToken;
  } while (nextToken !== undefined);
  return { parameters, calls };
}
