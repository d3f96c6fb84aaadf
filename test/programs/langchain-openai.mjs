// Calls the router by LangChain JS with OpenAI's client, as docs/clients.md says: node langchain-openai.mjs PACKAGES URL.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [packages = '', url = ''] = process.argv.slice(2);
const { ChatOpenAI } = createRequire(join(packages, 'index.js'))('@langchain/openai');

const options = {
  apiKey: process.env['ROUTER_KEY'],
  configuration: { baseURL: `${url}/openai/v1` },
};
const prompt = 'Invoice 4711, total 12.50 EUR';
const schema = {
  title: 'invoice',
  type: 'object',
  properties: { total: { type: 'number' } },
  required: ['total'],
  additionalProperties: false,
};

async function answer(model) {
  console.log((await model.invoke(prompt)).text);
  let text = '';
  for await (const chunk of await model.stream(prompt)) text += chunk.text;
  console.log(text);
}

const chat = new ChatOpenAI({ model: 'extraction', ...options });
await answer(chat);
console.log(
  JSON.stringify(await chat.withStructuredOutput(schema, { method: 'jsonSchema' }).invoke(prompt)),
);
await answer(new ChatOpenAI({ model: 'review', useResponsesApi: true, ...options }));
