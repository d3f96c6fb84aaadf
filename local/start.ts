import { once } from 'node:events';
import { LOCAL_STACK_ID } from './deployment/emulator';
import { fetchOperations } from './fetch-operations';
import type { JobsOptions } from './jobs/start-jobs';
import { type LocalRouter, startLocalRouter } from './local-router';
import { chooseEndpoints, pickCredentials } from './start/choose-endpoints';
import { composeExampleCallers, type ExampleCaller } from './start/example-callers';
import { publishAddress } from './start/publish-address';
import { type Flags, readFlags } from './start/read-flags';
import { endOnBrokenPipe } from './terminal/end-on-broken-pipe';
import { formatLogLine } from './terminal/format-log-line';
import { composeGreeting } from './terminal/greeting';
import { writeOwner } from './write-parameters';

/** `npm start`: runs the router locally until Ctrl-C. */
async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const callers = flags.keys ? composeExampleCallers() : [];
  const router = await start(flags, callers);
  try {
    await greet(router, flags, callers);
    await stopped;
  } finally {
    await router.close();
  }
}

async function greet(
  router: LocalRouter,
  flags: Flags,
  callers: readonly ExampleCaller[],
): Promise<void> {
  writeOwner(router.aws.parameterStore.parameters, LOCAL_STACK_ID);
  const endpoints = chooseEndpoints(flags, process.env, router.aws.url);
  const operations = await fetchOperations(router.url, callers[0]?.apiKey.value);
  const address = publishAddress(router);
  const { url: awsUrl, console: page } = router.aws;
  const consolePath = page.path;
  const { pauseScale } = readJobs(flags) ?? {};
  console.log(
    composeGreeting({ address, awsUrl, consolePath, endpoints, operations, callers, pauseScale }),
  );
}

/** Their bodies are in an emulated S3, from which the real Bedrock cannot read. */
function readJobs({ bedrock, pauseScale }: Flags): JobsOptions | undefined {
  return bedrock === 'aws' ? undefined : { pauseScale };
}

function start(flags: Flags, callers: readonly ExampleCaller[]): Promise<LocalRouter> {
  const jobs = readJobs(flags);
  return startLocalRouter({
    ...(jobs && { jobs }),
    port: flags.port,
    aws: { port: flags.awsPort, latencyScale: flags.latencyScale },
    settings: {
      // A person who changes a parameter calls again at once.
      mappingMaxAgeSeconds: 1,
      allowedModels: flags.allowedModels.split(','),
      ...(flags.keys ? { authorization: 'keys' } : {}),
      ...(flags.connections && { connections: flags.connections }),
    },
    tls: flags.tls ?? false,
    callers,
    chooseEndpoints: (embeddedUrl) => chooseEndpoints(flags, process.env, embeddedUrl),
    environment: pickCredentials(flags, process.env),
    onLogLine: (line) => print(flags.rawLogs ? line : formatLogLine(line)),
  });
}

function print(line: string | undefined): void {
  if (line !== undefined) console.log(line);
}

/** Describes an error in one line without a stack trace, because most are wrong arguments or taken ports. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? `${error.message}; choose another with --port or --aws-port` : error.message;
}

endOnBrokenPipe();
main().catch((error: unknown) => {
  console.error(`bedrock-tier-router: ${describeFailure(error)}`);
  process.exitCode = 2;
});
