import type { AwsEndpoints } from '../compose-function-environment';
import type { ListedOperation } from '../fetch-operations';
import type { ExampleCaller } from '../start/example-callers';
import type { RouterAddress } from '../start/publish-address';
import {
  composeCallerCommands,
  composeCommands,
  composeJobCommand,
  composeTrustCommand,
} from './example-commands';
import { formatTable } from './format-table';

export interface Greeting {
  readonly address: RouterAddress;
  /** The URL of the emulators. */
  readonly awsUrl: string;
  /** Whoever knows it may change the router. */
  readonly consolePath: string;
  readonly endpoints: AwsEndpoints;
  readonly operations: readonly ListedOperation[];
  readonly callers: readonly ExampleCaller[];
  /** Undefined without jobs. */
  readonly pauseScale: number | undefined;
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
${describeCallers(callers)}${describeTrust(greeting.address)}
To try it, paste a command into another shell:

${chooseCommands(greeting).join('\n\n')}
${describeJobs(greeting)}
The router keeps what it read from Parameter Store for 1 s. A change is in force
within two seconds.
Ctrl-C stops the router.
`;
}

function composeAddresses({ address, awsUrl, consolePath, endpoints }: Greeting): string {
  const { bedrockUrl, ssmUrl } = endpoints;
  return `${composeRouterLines(address).join('\n')}
OpenAI's SDKs    ${address.url}/openai/v1 (base URL)
Amazon Bedrock   ${describeBedrock(bedrockUrl, awsUrl)}
Parameter Store  ${ssmUrl}${ssmUrl === awsUrl ? ' (embedded)' : ''}
Console          ${awsUrl}${consolePath}`;
}

function composeRouterLines({ url, plainUrl, certificateFile }: RouterAddress): readonly string[] {
  const line = `Router           ${url}`;
  if (certificateFile === undefined) return [line];
  return [
    line,
    `                 ${plainUrl} (the same without TLS)`,
    `Certificate      ${certificateFile} (made for this run)`,
  ];
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

/** Which programs read which variable is on the page of clients. */
function describeTrust({ certificateFile }: RouterAddress): string {
  if (certificateFile === undefined) return '';
  return `
To make programs trust the certificate, paste this line into their shell, in
this folder. Most of them then trust no other: unset it to call AWS.

${composeTrustCommand(certificateFile)}
`;
}

function describeJobs({ address, callers, pauseScale }: Greeting): string {
  if (pauseScale === undefined) return '';
  return `
A job waits until flex has capacity. Its pauses take ${pauseScale} of their time here
(--pause-scale), while its own clock shows all of it. The answer names its
location, from which its caller gets the response later:

${composeJobCommand(address, callers[0])}
`;
}

function chooseCommands({ address, endpoints, callers }: Greeting): readonly string[] {
  const { ssmUrl = '' } = endpoints;
  const [caller] = callers;
  if (caller === undefined) return composeCommands(address, ssmUrl);
  return composeCallerCommands(address, ssmUrl, caller);
}
