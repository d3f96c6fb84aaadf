/**
 * A minimal gateway in its own process: `node:http` and the SDK's command, without routing, log, receipt or recovery.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { MODEL_ID, TIER } from '../cases';
import { answerQuestions } from '../processes/answer-questions';

const KEEP_ALIVE_MILLIS = 600_000;
const MOST_CONNECTIONS = 1_024;

const client = new BedrockRuntimeClient({
  requestHandler: new NodeHttpHandler({
    httpAgent: { keepAlive: true, maxSockets: MOST_CONNECTIONS },
  }),
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body: Omit<ConverseCommandInput, 'modelId'> = JSON.parse(await text(request), readImage);
  const input: ConverseCommandInput = { ...body, modelId: MODEL_ID, serviceTier: { type: TIER } };
  if (request.url?.endsWith('/stream')) return stream(input, response);
  const { $metadata: _, ...reply } = await client.send(new ConverseCommand(input));
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
}

async function stream(input: ConverseCommandInput, response: ServerResponse): Promise<void> {
  const { stream: events = [] } = await client.send(new ConverseStreamCommand(input));
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  for await (const event of events) response.write(`${JSON.stringify(event)}\n`);
  response.end();
}

/** The SDK takes images as bytes. */
function readImage(name: string, value: unknown): unknown {
  return name === 'bytes' && typeof value === 'string' ? Buffer.from(value, 'base64') : value;
}

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MILLIS }, (request, response) => {
  answer(request, response).catch((error) => response.writeHead(502).end(String(error)));
});

server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  answerQuestions(async () => ({}), { url: `http://127.0.0.1:${port}` });
});
