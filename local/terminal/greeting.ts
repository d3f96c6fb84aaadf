import type { AwsEndpoints } from '../compose-function-environment';
import type { ListedOperation } from '../fetch-operations';
import type { LocalRouter } from '../local-router';
import { METRICS_PATH } from '../metrics/metrics-page';
import type { ExampleCaller } from '../start/example-callers';
import { composeCallerCommands, composeCommands } from './example-commands';
import { formatTable } from './format-table';

export interface Greeting {
  readonly router: Pick<LocalRouter, 'url' | 'aws'>;
  readonly endpoints: AwsEndpoints;
  readonly operations: readonly ListedOperation[];
  readonly callers: readonly ExampleCaller[];
}

/** Composes the text that `npm start` prints when the router is ready. */
export function composeGreeting(greeting: Greeting): string {
  const { operations, callers } = greeting;
  const rows = operations.map(({ operation, route, mappingVersion }) => [
    operation,
    route.join(','),
    mappingVersion,
  ]);
  return `
${composeAddresses(greeting)}

${formatTable([['OPERATION', 'ROUTE', 'VERSION'], ...rows])}
${describeCallers(callers)}
To try it, paste a command into another shell:

${chooseCommands(greeting).join('\n\n')}

The router keeps what it read from Parameter Store for 1 s. The first request
after a change starts the reading, and the second one uses the new value.
Ctrl-C stops the router.
`;
}

function composeAddresses({ router, endpoints: { bedrockUrl, ssmUrl } }: Greeting): string {
  const embeddedUrl = router.aws.url;
  return `Router           ${router.url}
Amazon Bedrock   ${describeBedrock(bedrockUrl, embeddedUrl)}
Parameter Store  ${ssmUrl}${ssmUrl === embeddedUrl ? ' (embedded)' : ''}
Metrics          ${embeddedUrl}${METRICS_PATH}`;
}

function describeBedrock(bedrockUrl: string | undefined, embeddedUrl: string): string {
  if (bedrockUrl === undefined) return 'real, called with your credentials: calls cost money';
  return bedrockUrl === embeddedUrl
    ? `${bedrockUrl} (embedded, replies are simulated)`
    : bedrockUrl;
}

function describeCallers(callers: readonly ExampleCaller[]): string {
  if (callers.length === 0) return '';
  const rows = callers.flatMap(({ apiKey, policy }) => [
    [policy.name, apiKey.id, apiKey.value],
    [`  ${JSON.stringify(policy)}`],
  ]);
  return `\n${formatTable([['CALLER', 'KEY ID', 'KEY'], ...rows])}\n`;
}

function chooseCommands({ router, endpoints, callers }: Greeting): readonly string[] {
  const { ssmUrl = '' } = endpoints;
  const [caller] = callers;
  if (caller === undefined) return composeCommands(router.url, ssmUrl);
  return composeCallerCommands(router.url, ssmUrl, caller);
}
