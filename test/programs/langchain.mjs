// Calls the router by LangChain JS, as docs/clients.md says: node langchain.mjs PACKAGES. The address is AWS_ENDPOINT_URL_BEDROCK_RUNTIME.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [packages = ''] = process.argv.slice(2);
const { ChatBedrockConverse } = createRequire(join(packages, 'index.js'))('@langchain/aws');

const model = new ChatBedrockConverse({
  model: 'extraction',
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const prompt = 'Invoice 4711, total 12.50 EUR';
const reply = await model.invoke(prompt);
console.log(reply.text);
let text = '';
for await (const chunk of await model.stream(prompt)) text += chunk.text;
console.log(text);
