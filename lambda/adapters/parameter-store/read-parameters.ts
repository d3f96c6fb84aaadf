import { GetParametersByPathCommand, type SSMClient } from '@aws-sdk/client-ssm';
import type { WrittenRoute } from '../../core/tier-mapping';

/** Reads every parameter directly below the path, page by page; the last part of its name is the operation. */
export async function readParameters(
  client: SSMClient,
  path: string,
  abortSignal: AbortSignal,
): Promise<readonly WrittenRoute[]> {
  const written: WrittenRoute[] = [];
  let nextToken: string | undefined;
  do {
    const command = new GetParametersByPathCommand({ Path: path, NextToken: nextToken });
    const page = await client.send(command, { abortSignal });
    for (const { Name: name = '', Value: value = '', Version: version = 0 } of page.Parameters ??
      []) {
      written.push({ operation: name.slice(path.length + 1), value, version: String(version) });
    }
    nextToken = page.NextToken;
  } while (nextToken !== undefined);
  return written;
}
