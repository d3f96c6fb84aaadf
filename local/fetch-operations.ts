/** An element of the response to `GET /v1/operations`. */
export interface ListedOperation {
  readonly operation: string;
  readonly route: readonly string[];
  readonly mappingVersion: string;
}

/** Fetches the mapping that the router uses. */
export async function fetchOperations(
  routerUrl: string,
  apiKey?: string,
): Promise<readonly ListedOperation[]> {
  const headers: Record<string, string> = apiKey === undefined ? {} : { 'x-api-key': apiKey };
  const response = await fetch(`${routerUrl}/v1/operations`, { headers });
  const body = await response.text();
  if (!response.ok)
    throw new Error(`GET /v1/operations responded with ${response.status}: ${body}`);
  const { operations }: { operations: readonly ListedOperation[] } = JSON.parse(body);
  return operations;
}
