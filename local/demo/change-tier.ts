import { setTimeout as wait } from 'node:timers/promises';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DEFAULT_PARAMETER_PREFIX, operationsPath, overridesPrefix } from '../../lambda/contract';
import { composeLocalClient } from '../compose-local-client';
import { fetchOperations } from '../fetch-operations';

export interface TierChange {
  readonly operation: string;
  /** One or more tiered model IDs, separated by commas. */
  readonly route: string;
}

const POLL_MILLIS = 200;
const MAX_WAIT_MILLIS = 30_000;

/** Overrides the route as an operator would. Returns the version as receipts name it. */
export async function putRoute(awsUrl: string, { operation, route }: TierChange): Promise<string> {
  const client = new SSMClient(composeLocalClient(awsUrl));
  const Name = `${operationsPath(overridesPrefix(DEFAULT_PARAMETER_PREFIX))}/${operation}`;
  const { Version } = await client.send(
    new PutParameterCommand({ Name, Value: route, Type: 'StringList', Overwrite: true }),
  );
  return `override-${Version}`;
}

/** Waits until the router reports that it uses the version, for at most 30 seconds. */
export async function waitForVersion(
  routerUrl: string,
  operation: string,
  version: string,
): Promise<void> {
  const deadline = Date.now() + MAX_WAIT_MILLIS;
  while (Date.now() < deadline) {
    const operations = await fetchOperations(routerUrl);
    const listed = operations.find((candidate) => candidate.operation === operation);
    if (listed?.mappingVersion === version) return;
    await wait(POLL_MILLIS);
  }
  throw new Error(
    `version ${version} of ${operation} did not take effect within ${MAX_WAIT_MILLIS / 1000} s`,
  );
}
