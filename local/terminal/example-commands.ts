import { callersPath, DEFAULT_PARAMETER_PREFIX, operationsPath } from '../../lambda/contract';
import { QUIET_SDK } from '../compose-local-client';
import type { ExampleCaller } from '../start/example-callers';

/** Composes three example commands to paste into a shell in this repository. */
export function composeCommands(routerUrl: string, awsUrl: string): readonly string[] {
  const name = `${operationsPath(DEFAULT_PARAMETER_PREFIX)}/extraction`;
  const parameter = { name, value: 'us.amazon.nova-2-lite-v1:0:priority' };
  return [
    composeCurlCommand(routerUrl),
    composePutParameterCommand(awsUrl, parameter),
    composeSdkCommand(routerUrl, `credentials:{accessKeyId:'local',secretAccessKey:'local'}`),
  ];
}

/**
 * Composes the same commands for a caller with an API key. The key is the SDK's only credential, and the parameter is the
 * caller's policy.
 */
export function composeCallerCommands(
  routerUrl: string,
  awsUrl: string,
  { apiKey, policy }: ExampleCaller,
): readonly string[] {
  const name = `${callersPath(DEFAULT_PARAMETER_PREFIX)}/${apiKey.id}`;
  const value = `'${JSON.stringify({ name: policy.name, tiers: ['flex'] })}'`;
  return [
    composeCurlCommand(routerUrl, `-H 'x-api-key: ${apiKey.value}'`),
    composePutParameterCommand(awsUrl, { name, value }),
    `AWS_BEARER_TOKEN_BEDROCK=${apiKey.value}${BREAK}${composeSdkCommand(routerUrl)}`,
  ];
}

/** Lines of a command fit 80 columns. */
const BREAK = ' \\\n  ';

/** JSON may break between values. */
const BODY = `{"messages":[{"role":"user","content":[
  {"text":"Extract as JSON: invoice BW-2026-04817, total 3,546.00 EUR."}]}]}`;

function composeCurlCommand(routerUrl: string, ...options: readonly string[]): string {
  return [
    `curl -si ${routerUrl}/v1/extraction`,
    ...options,
    `-H 'content-type: application/json'`,
    `-d '${BODY}'`,
  ].join(BREAK);
}

function composePutParameterCommand(
  awsUrl: string,
  { name, value }: { readonly name: string; readonly value: string },
): string {
  return [
    'AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local',
    `aws ssm put-parameter --endpoint-url ${awsUrl}`,
    `--region us-east-1 --name ${name}`,
    `--value ${value} --overwrite`,
  ].join(BREAK);
}

const QUIET = Object.entries(QUIET_SDK)
  .map((pair) => pair.join('='))
  .join(' ');

function composeSdkCommand(routerUrl: string, ...settings: readonly string[]): string {
  const connection = [`endpoint:'${routerUrl}'`, `region:'us-east-1'`, ...settings];
  return `${QUIET}${BREAK}node -e "
  const b=require('@aws-sdk/client-bedrock-runtime');
  new b.BedrockRuntimeClient({
    ${connection.join(',\n    ')}
  }).send(new b.ConverseCommand({
    modelId:'extraction',
    messages:[{role:'user',content:[{text:'Total 12.50 EUR?'}]}]
  })).then(r=>console.log(r.output.message.content[0].text,r.serviceTier))"`;
}
