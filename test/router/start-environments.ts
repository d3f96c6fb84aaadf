import { onTestFinished, vi } from 'vitest';
import { serveAwsEmulators } from '../../local/aws-emulators';
import { composeFunctionEnvironment } from '../../local/compose-function-environment';
import { composeContext, type LoadedFunction, loadFunction } from '../../local/lambda/node-runtime';
import { FUNCTION_BUNDLE } from '../../local/lambda/start-function';
import { writePolicy } from '../../local/write-parameters';
import { FunctionResponseStream } from '../fakes/response-stream/function-response-stream';
import { readEventFile } from '../lambda/http/events/read-event-file';
import { readWritten } from '../lambda/http/lambda-runtime';

const CALLER_ID = 'claims0000';

/** Emulators, and execution environments of the deployed bundle in this process. Their logs go nowhere. */
export async function startEnvironments(prepare: (aws: Emulators) => void) {
  const aws = await serveAwsEmulators();
  onTestFinished(() => aws.close());
  writePolicy(aws.parameterStore.parameters, CALLER_ID, { name: 'claims' });
  prepare(aws);
  const endpoints = { bedrockUrl: aws.url, ssmUrl: aws.url, budgetsUrl: aws.url };
  const environment = composeFunctionEnvironment(
    { authorization: 'keys', mappingMaxAgeSeconds: 30 },
    endpoints,
  );
  deployInto(environment);
  return { aws, start: () => openEnvironment() };
}

/** Sets the environment of the function in this process, for one test. Its logs go nowhere. */
export function deployInto(environment: Record<string, string>): void {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  silence();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });
}

/** Loads the bundle afresh, as a cold start does. */
export function startCold(): LoadedFunction {
  delete require.cache[FUNCTION_BUNDLE];
  return loadFunction(FUNCTION_BUNDLE);
}

type Emulators = Awaited<ReturnType<typeof serveAwsEmulators>>;

function openEnvironment(): () => Promise<number> {
  const { handler } = startCold();
  /** Sends one request of a caller with a key, and gives its status. */
  return async () => {
    const event = readEventFile('post-operation');
    event.requestContext.identity.apiKeyId = CALLER_ID;
    const stream = new FunctionResponseStream();
    const handling = handler(event, stream, composeContext(900_000));
    const [{ statusCode }] = await Promise.all([readWritten(stream), handling]);
    return statusCode;
  };
}

function silence(): void {
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockReturnValue(true);
  }
  for (const method of ['debug', 'info', 'log', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockReturnValue();
  }
}
