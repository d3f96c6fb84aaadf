import { join } from 'node:path';
import type { FunctionProcessMessage } from '../../local/lambda/function-process';
import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { Child } from '../processes/child';
import type { ContenderServer } from './contender';
import { composeBenchEnvironment } from './function-environment';

const FUNCTION_PROCESS = join(__dirname, '..', '..', 'local', 'lambda', 'function-process.ts');

/** Starts the deployed bundle and the HTTP front that emulates API Gateway, in one process. */
export async function startRouter(
  upstreamUrl: string,
  nodeOptions: readonly string[] = [],
): Promise<ContenderServer> {
  const processArguments = { bundle: FUNCTION_BUNDLE, port: 0, timeoutMillis: 900_000 };
  const process = new Child({
    script: FUNCTION_PROCESS,
    scriptArguments: [JSON.stringify(processArguments)],
    environment: composeBenchEnvironment(upstreamUrl),
    nodeOptions,
  });
  const message = await process.nextMessage<FunctionProcessMessage>();
  if (message.kind === 'failed') throw new Error(message.message);
  return { process, url: message.url };
}
