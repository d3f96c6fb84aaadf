import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { type AwsOptions, composeClientConfig, preferProfile } from '../aws/client-options';
import { noteActions } from '../aws/note-actions';
import type { RouterOptions } from '../router/router-options';
import type { ReceiptsLocation } from './source';

/** Where the receipts are, if the operator says it. */
export interface LogOptions extends RouterOptions {
  readonly logGroup?: readonly string[];
  readonly file?: string;
}

/** The file or log group that is named, or the log groups of the router's functions. */
export async function locateLog(options: LogOptions): Promise<ReceiptsLocation> {
  const { file, logGroup } = options;
  if (file !== undefined) return { kind: 'file', path: file };
  if (logGroup !== undefined)
    return { kind: 'log-group', names: logGroup, clientConfig: readConfig(options) };
  const { openRouter } = await import('../router/open-router');
  const router = await openRouter(options);
  return {
    kind: 'log-group',
    names: await router.readLogGroups(),
    clientConfig: router.clientConfig,
  };
}

function readConfig(options: AwsOptions) {
  preferProfile(options, process.env);
  return composeClientConfig(options, process.env);
}

export function openLogs({
  clientConfig,
}: Extract<ReceiptsLocation, { readonly kind: 'log-group' }>): CloudWatchLogsClient {
  return noteActions(new CloudWatchLogsClient(clientConfig ?? {}), 'logs');
}

/**
 * Reads the lines of a file, or of standard input for `-`. The readline interface ignores errors of its input.
 *
 * @throws Error if the file cannot be read
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  const input: NodeJS.ReadableStream = path === '-' ? process.stdin : createReadStream(path);
  const lines = createInterface({ input, crlfDelay: Infinity });
  let failure: unknown;
  input.once('error', (error) => {
    failure = error;
    lines.close();
  });
  yield* lines;
  if (failure !== undefined) throw failure;
}
