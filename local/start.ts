import { once } from 'node:events';
import { fetchOperations } from './fetch-operations';
import { type LocalRouter, startLocalRouter } from './local-router';
import { METRICS_PATH } from './metrics/metrics-page';
import { chooseEndpoints, pickCredentials } from './start/choose-endpoints';
import { composeExampleCallers, type ExampleCaller } from './start/example-callers';
import { type Flags, readFlags, USAGE } from './start/read-flags';
import { formatLogLine } from './terminal/format-log-line';
import { formatTable } from './terminal/format-table';
import { composeCallerLines, composePasteLines } from './terminal/paste-lines';

/** `npm start`: the router on a laptop, until Ctrl-C. */
async function main(): Promise<void> {
  const flags = readFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(USAGE);
    return;
  }
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  const callers = flags.keys ? composeExampleCallers() : [];
  const router = await start(flags, callers);
  await greet(router, flags, callers);
  await stopped;
  await router.close();
}

function start(flags: Flags, callers: readonly ExampleCaller[]): Promise<LocalRouter> {
  return startLocalRouter({
    port: flags.port,
    aws: { port: flags.awsPort, latencyScale: flags.latencyScale },
    settings: {
      allowedModels: flags.allowedModels,
      ...(flags.keys ? { authorization: 'keys' } : {}),
    },
    callers,
    chooseEndpoints: (embeddedUrl) => chooseEndpoints(flags, process.env, embeddedUrl),
    environment: pickCredentials(flags, process.env),
    onLogLine: (line) => show(flags.rawLogs ? line : formatLogLine(line)),
  });
}

function show(line: string | undefined): void {
  if (line !== undefined) console.log(line);
}

async function greet(
  router: LocalRouter,
  flags: Flags,
  callers: readonly ExampleCaller[],
): Promise<void> {
  const [caller] = callers;
  const { bedrockUrl, ssmUrl = '' } = chooseEndpoints(flags, process.env, router.aws.url);
  const operations = await fetchOperations(router.url, caller?.apiKey.value);
  const rows = operations.map(({ operation, route, mappingVersion }) => [
    operation,
    route.join(','),
    mappingVersion,
  ]);
  console.log(`
Router           ${router.url}
Amazon Bedrock   ${describeBedrock(bedrockUrl, router.aws.url)}
Parameter Store  ${ssmUrl}${ssmUrl === router.aws.url ? ' (embedded)' : ''}
Metrics          ${router.aws.url}${METRICS_PATH}

${formatTable([['OPERATION', 'ROUTE', 'VERSION'], ...rows])}
${describeCallers(callers)}
Try, in another shell:

${composeLines(router.url, ssmUrl, caller).join('\n\n')}

A changed parameter is in force within 5 s of the next call. Ctrl-C ends the router.
`);
}

function describeCallers(callers: readonly ExampleCaller[]): string {
  if (callers.length === 0) return '';
  const rows = callers.map(({ apiKey, policy }) => [
    policy.name,
    apiKey.id,
    apiKey.value,
    JSON.stringify(policy),
  ]);
  return `\n${formatTable([['CALLER', 'KEY ID', 'KEY', 'POLICY'], ...rows])}\n`;
}

function composeLines(
  routerUrl: string,
  ssmUrl: string,
  caller: ExampleCaller | undefined,
): readonly string[] {
  if (caller === undefined) return composePasteLines(routerUrl, ssmUrl);
  return composeCallerLines(routerUrl, ssmUrl, caller);
}

function describeBedrock(bedrockUrl: string | undefined, embeddedUrl: string): string {
  if (bedrockUrl === undefined) return 'the real one, with your credentials: calls cost money';
  return bedrockUrl === embeddedUrl
    ? `${bedrockUrl} (embedded, replies are simulated)`
    : bedrockUrl;
}

/** A wrong flag or a taken port is the user's to mend: one line says what. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken ? `${error.message}; choose another with --port or --aws-port` : error.message;
}

main().catch((error: unknown) => {
  console.error(`bedrock-tier-router: ${describeFailure(error)}`);
  process.exitCode = 2;
});
