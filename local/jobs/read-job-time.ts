import type { AwsEmulators } from '../aws-emulators';

/** Begins the metadata that the router adds to a request, and stands before the messages. */
const REQUEST_ID = /"router-request-id":"([^".]+)\.\d+"/;
const METADATA_LENGTH = 1_000;

/**
 * Reads the time at which a job calls Bedrock, by the clock of the job. The signature has another one, because the SDK
 * follows the clock of the service.
 *
 * @returns milliseconds since 1970; undefined if no job sends the request
 */
export function readJobTime(
  { lambda }: Pick<AwsEmulators, 'lambda'>,
  body: Buffer,
): number | undefined {
  const [, jobId = ''] = REQUEST_ID.exec(body.toString('latin1', 0, METADATA_LENGTH)) ?? [];
  const [worker] = lambda.functions.values();
  return worker?.executions.findByName(jobId)?.now;
}
