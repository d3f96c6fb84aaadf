// A program as users have it: only region, endpoint and key come from the environment.
const { BedrockRuntimeClient, ConverseCommand } = require('@aws-sdk/client-bedrock-runtime');

const client = new BedrockRuntimeClient();
const messages = [{ role: 'user', content: [{ text: 'Classify this page.' }] }];

client.send(new ConverseCommand({ modelId: 'extraction', messages })).then(
  ({ serviceTier, $metadata }) =>
    console.log(JSON.stringify({ status: $metadata.httpStatusCode, serviceTier })),
  ({ name, message, $metadata }) =>
    console.log(
      JSON.stringify({
        status: $metadata?.httpStatusCode,
        name,
        message,
        attempts: $metadata?.attempts,
      }),
    ),
);
