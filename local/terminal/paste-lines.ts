import { callersPath, DEFAULT_PARAMETER_PREFIX, operationsPath } from '../../lambda/contract';
import type { ExampleCaller } from '../start/example-callers';

/** Three example commands to paste into a shell in this checkout. */
export function composePasteLines(routerUrl: string, awsUrl: string): readonly string[] {
  const name = `${operationsPath(DEFAULT_PARAMETER_PREFIX)}/extraction`;
  const parameter = { name, value: 'us.amazon.nova-2-lite-v1:0:priority' };
  return [
    composeCurlLine(routerUrl),
    composePutParameterLine(awsUrl, parameter),
    composeSdkLine(routerUrl, `credentials:{accessKeyId:'local',secretAccessKey:'local'}`),
  ];
}

/**
 * The same commands with an API key. The key is the SDK's only credential, and the parameter is the caller's policy.
 */
export function composeCallerLines(
  routerUrl: string,
  awsUrl: string,
  { apiKey, policy }: ExampleCaller,
): readonly string[] {
  const name = `${callersPath(DEFAULT_PARAMETER_PREFIX)}/${apiKey.id}`;
  const value = `'${JSON.stringify({ ...policy, tiers: ['flex'] })}'`;
  return [
    `${composeCurlLine(routerUrl)} -H 'x-api-key: ${apiKey.value}'`,
    composePutParameterLine(awsUrl, { name, value }),
    `AWS_BEARER_TOKEN_BEDROCK=${apiKey.value} ${composeSdkLine(routerUrl)}`,
  ];
}

const QUESTION = 'Extract as JSON: invoice BW-2026-04817, total 3,546.00 EUR.';
const BODY = JSON.stringify({ messages: [{ role: 'user', content: [{ text: QUESTION }] }] });

function composeCurlLine(routerUrl: string): string {
  return `curl -si ${routerUrl}/v1/extraction -H 'content-type: application/json' -d '${BODY}'`;
}

function composePutParameterLine(
  awsUrl: string,
  { name, value }: { readonly name: string; readonly value: string },
): string {
  return (
    'AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local ' +
    `aws ssm put-parameter --endpoint-url ${awsUrl} --region us-east-1 ` +
    `--name ${name} --value ${value} --overwrite`
  );
}

/**
 * The request handler is for HTTP/1.1: by default the client speaks HTTP/2, which the local router does not support.
 */
function composeSdkLine(routerUrl: string, ...settings: readonly string[]): string {
  const connection = [
    `endpoint:'${routerUrl}'`,
    `region:'us-east-1'`,
    'requestHandler:new H()',
    ...settings,
  ];
  return [
    `node -e "const {BedrockRuntimeClient:C,ConverseCommand:V}=require('@aws-sdk/client-bedrock-runtime');`,
    `const {NodeHttpHandler:H}=require('@smithy/node-http-handler');`,
    `new C({${connection.join(',')}})`,
    `.send(new V({modelId:'extraction',messages:[{role:'user',content:[{text:'Total 12.50 EUR?'}]}]}))`,
    `.then(r=>console.log(r.output.message.content[0].text,r.serviceTier))"`,
  ].join('');
}
