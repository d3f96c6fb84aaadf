import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { WrittenValue } from '../../core/settings/hot-value';
import { limitCall } from './limit-call';

export interface ParameterReading {
  readonly parameters: readonly WrittenValue[];
  /** The number of pages. */
  readonly calls: number;
}

/**
 * Reads every parameter below the prefix. Each page has its own time limit.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html
 */
export async function readParameters(
  client: SSMClient,
  prefix: string,
  signal: AbortSignal,
): Promise<ParameterReading> {
  const parameters: WrittenValue[] = [];
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
    for (const { Name: name = '', Value: value = '', Version: version = 0 } of page.Parameters ??
      []) {
      parameters.push({ name: name.slice(prefix.length + 1), value, version: String(version) });
    }
    nextToken = page.NextToken;
  } while (nextToken !== undefined);
  return { parameters, calls };
}
