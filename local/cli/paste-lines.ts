import { DEFAULT_PARAMETER_PREFIX, operationsPath } from '../../lambda/contract';

/** Three things to try, ready to paste into a shell of this checkout. */
export function composePasteLines(routerUrl: string, awsUrl: string): readonly string[] {
  return [composeCurlLine(routerUrl), composePutParameterLine(awsUrl), composeSdkLine(routerUrl)];
}

const QUESTION = 'Invoice 4711 of 2026-11-02, total 12.50 EUR. Reply as JSON.';
const BODY = JSON.stringify({ messages: [{ role: 'user', content: [{ text: QUESTION }] }] });

function composeCurlLine(routerUrl: string): string {
  return `curl -si ${routerUrl}/v1/extraction -H 'content-type: application/json' -d '${BODY}'`;
}

function composePutParameterLine(awsUrl: string): string {
  const name = `${operationsPath(DEFAULT_PARAMETER_PREFIX)}/extraction`;
  return (
    'AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local ' +
    `aws ssm put-parameter --endpoint-url ${awsUrl} --region us-east-1 ` +
    `--name ${name} --value us.amazon.nova-2-lite-v1:0:priority --overwrite`
  );
}

/** The client would speak HTTP/2 to an address without TLS unless it is given a handler. */
function composeSdkLine(routerUrl: string): string {
  return [
    `node -e "const {BedrockRuntimeClient:C,ConverseCommand:V}=require('@aws-sdk/client-bedrock-runtime');`,
    `const {NodeHttpHandler:H}=require('@smithy/node-http-handler');`,
    `new C({endpoint:'${routerUrl}',region:'us-east-1',requestHandler:new H(),`,
    `credentials:{accessKeyId:'local',secretAccessKey:'local'}})`,
    `.send(new V({modelId:'extraction',messages:[{role:'user',content:[{text:'Total 12.50 EUR?'}]}]}))`,
    `.then(r=>console.log(r.output.message.content[0].text,r.serviceTier))"`,
  ].join('');
}
