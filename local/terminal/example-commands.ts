import {
  callersPath,
  DEFAULT_PARAMETER_PREFIX,
  operationsPath,
  overridesPrefix,
} from '../../lambda/contract';
import { QUIET_SDK } from '../compose-local-client';
import type { ExampleCaller } from '../start/example-callers';
import type { RouterAddress } from '../start/publish-address';

type Address = Pick<RouterAddress, 'url' | 'certificateFile'>;

/** Composes three example commands to paste into a shell in this folder. */
export function composeCommands(address: Address, awsUrl: string): readonly string[] {
  const name = `${operationsPath(OVERRIDES)}/extraction`;
  const value = 'us.amazon.nova-2-lite-v1:0:priority';
  const parameter = { name, type: 'StringList', value };
  return [
    composeCurlCommand(extractionOf(address)),
    composePutParameterCommand(awsUrl, parameter),
    composeSdkCommand(address, `credentials:{accessKeyId:'local',secretAccessKey:'local'}`),
  ];
}

/**
 * Composes the same commands for a caller with an API key. The key is the SDK's only credential, and the parameter is the
 * caller's policy.
 */
export function composeCallerCommands(
  address: Address,
  awsUrl: string,
  { apiKey, policy }: ExampleCaller,
): readonly string[] {
  const name = `${callersPath(OVERRIDES)}/${apiKey.id}`;
  const value = `'${JSON.stringify({ name: policy.name, tiers: ['flex'] })}'`;
  return [
    composeCurlCommand(extractionOf(address), `-H 'x-api-key: ${apiKey.value}'`),
    composePutParameterCommand(awsUrl, { name, type: 'String', value }),
    `AWS_BEARER_TOKEN_BEDROCK=${apiKey.value}${BREAK}${composeSdkCommand(address)}`,
  ];
}

const OVERRIDES = overridesPrefix(DEFAULT_PARAMETER_PREFIX);

/** Lines of a command fit 80 columns. */
const BREAK = ' \\\n  ';

/** JSON may break between values. */
const BODY = `{"messages":[{"role":"user","content":[
  {"text":"Extract as JSON: invoice BW-2026-04817, total 3,546.00 EUR."}]}]}`;

/** The variables by which programs trust a certificate beside those of the system, or in place of them. */
const TRUST_VARIABLES = [
  'AWS_CA_BUNDLE',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'REQUESTS_CA_BUNDLE',
];

/** Composes the line that makes programs trust a certificate. */
export function composeTrustCommand(certificateFile: string): string {
  const assignments = TRUST_VARIABLES.map((name) => `${name}="$PWD/${certificateFile}"`);
  return `export ${assignments.join(BREAK)}`;
}

function extractionOf(address: Address): Address {
  return { ...address, url: `${address.url}/v1/extraction` };
}

/** Composes the command that submits a job. */
export function composeJobCommand(address: Address, caller?: ExampleCaller): string {
  const key = caller === undefined ? [] : [`-H 'x-api-key: ${caller.apiKey.value}'`];
  return composeCurlCommand({ ...address, url: `${address.url}/v1/extraction/jobs` }, ...key);
}

function composeCurlCommand(
  { url, certificateFile }: Address,
  ...options: readonly string[]
): string {
  return [
    `curl -si ${url}`,
    ...(certificateFile === undefined ? [] : [`--cacert ${certificateFile}`]),
    ...options,
    `-H 'content-type: application/json'`,
    `-d '${BODY}'`,
  ].join(BREAK);
}

function composePutParameterCommand(
  awsUrl: string,
  { name, type, value }: { readonly name: string; readonly type: string; readonly value: string },
): string {
  return [
    'AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local',
    `aws ssm put-parameter --endpoint-url ${awsUrl}`,
    `--region us-east-1 --overwrite --type ${type}`,
    `--name ${name}`,
    `--value ${value}`,
  ].join(BREAK);
}

const QUIET = Object.entries(QUIET_SDK)
  .map((pair) => pair.join('='))
  .join(' ');

function composeSdkCommand(
  { url, certificateFile }: Address,
  ...settings: readonly string[]
): string {
  const trust = certificateFile ? `NODE_EXTRA_CA_CERTS=${certificateFile}${BREAK}` : '';
  const connection = [`endpoint:'${url}'`, `region:'us-east-1'`, ...settings];
  return `${trust}${QUIET}${BREAK}node -e "
  const b=require('@aws-sdk/client-bedrock-runtime');
  new b.BedrockRuntimeClient({
    ${connection.join(',\n    ')}
  }).send(new b.ConverseCommand({
    modelId:'extraction',
    messages:[{role:'user',content:[{text:'Total 12.50 EUR?'}]}]
  })).then(r=>console.log(r.output.message.content[0].text,r.serviceTier))"`;
}
