import { DescribeParametersCommand, type SSMClient } from '@aws-sdk/client-ssm';

/** The most that a page takes. */
const PAGE_SIZE = 50;

/**
 * Reads who wrote the latest versions below the prefix: `<name>:<version>` → the ARN of the identity. Empty without the right
 * to `ssm:DescribeParameters`, which cannot be granted for single parameters.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html
 */
export async function readAuthors(
  client: SSMClient,
  prefix: string,
  abortSignal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const authors = new Map<string, string>();
  let nextToken: string | undefined;
  do {
    const command = new DescribeParametersCommand({
      ParameterFilters: [{ Key: 'Path', Option: 'Recursive', Values: [prefix] }],
      MaxResults: PAGE_SIZE,
      NextToken: nextToken,
    });
    const page = await ignoreDenial(client.send(command, { abortSignal }));
    for (const { Name: name, Version: version, LastModifiedUser: author } of page?.Parameters ??
      []) {
      if (author !== undefined) authors.set(`${name}:${version}`, author);
    }
    nextToken = page?.NextToken;
  } while (nextToken !== undefined);
  return authors;
}

async function ignoreDenial<Answer>(call: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && error.name === 'AccessDeniedException') return undefined;
    throw error;
  }
}
