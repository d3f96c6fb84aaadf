import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';

export interface WrittenParameter {
  /** The last part of its name. */
  readonly name: string;
  readonly value: string;
  readonly version: string;
}

/** Reads every parameter directly below the path, page by page. */
export async function readParameters(
  client: SSMClient,
  path: string,
  abortSignal: AbortSignal,
): Promise<readonly WrittenParameter[]> {
  const written: WrittenParameter[] = [];
  let nextToken: string | undefined;
  do {
    const command = new GetParametersByPathCommand({ Path: path, NextToken: nextToken });
    const page = await client.send(command, { abortSignal });
    for (const { Name: name = '', Value: value = '', Version: version = 0 } of page.Parameters ??
      []) {
      written.push({ name: name.slice(path.length + 1), value, version: String(version) });
    }
    nextToken = page.NextToken;
  } while (nextToken !== undefined);
  return written;
}
