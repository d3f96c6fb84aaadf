import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import {
  BedrockRuntimeClient,
  type BedrockRuntimeClientConfig,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { HttpRequest } from '@smithy/core/protocols';
import { onTestFinished, vi } from 'vitest';
import { DeliveryHandler } from '../../lambda/adapters/bedrock/delivery-handler';
import { SdkTransport } from '../../lambda/adapters/bedrock/transport';
import { writeModelPath } from '../../lambda/core/wire/bedrock-action';
import type { RawArrival } from '../lambda/adapters/bedrock/start-raw-server';

export const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
export const MODEL_ID = 'us.amazon.nova-2-lite-v1:0';
const BODY = Buffer.from('{"messages":[{"role":"user","content":[{"text":"Straße 12 €"}]}]}');
const HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/** One way to call InvokeModel with a client. */
export type CallWay = (
  client: BedrockRuntimeClient,
) => (modelId?: string, abortSignal?: AbortSignal) => Promise<unknown>;

/** The SDK's own command, through all of the client's middleware. */
const byCommand: CallWay =
  (client) =>
  (modelId = MODEL_ID, abortSignal = new AbortController().signal) =>
    client.send(
      new InvokeModelCommand({
        modelId,
        body: BODY,
        contentType: HEADERS['content-type'],
        accept: HEADERS.accept,
      }),
      { abortSignal },
    );

const byTransport: CallWay = (client) => {
  const transport = new SdkTransport(client);
  return async (modelId = MODEL_ID, abortSignal = new AbortController().signal) => {
    const path = writeModelPath(modelId, 'invoke');
    const request = { action: 'invoke', path, headers: HEADERS, body: BODY } as const;
    const response = await transport.send({ ...request, baseModelId: modelId }, abortSignal);
    for await (const _ of response.body);
  };
};

export const WAYS = [
  ['the SDK’s command', byCommand],
  ['SdkTransport', byTransport],
] as const satisfies readonly (readonly [string, CallWay])[];

/** A client on a raw server. Requests to AWS's own hosts arrive there, too, with the host that they name. */
export async function startBedrockCalls(
  environment: Readonly<Record<string, string | undefined>>,
  options: BedrockRuntimeClientConfig & { readonly respond?: RequestListener } = {},
) {
  const { respond = (_, response) => void response.end('{}'), ...config } = options;
  const server = await startServer(respond);
  const variables = { ...ENVIRONMENT, ...environment };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const client = new BedrockRuntimeClient({
    maxAttempts: 1,
    requestHandler: new RedirectingHandler(server.port),
    ...config,
  });
  onTestFinished(() => {
    client.destroy();
    vi.unstubAllEnvs();
  });
  return { client, ...server };
}

/** A server for any host. That of the emulators refuses hosts that are not local. */
async function startServer(respond: RequestListener) {
  const arrivals: RawArrival[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    sockets.add(request.socket);
    const { method, url, httpVersion, headers } = request;
    arrivals.push({ method, url, httpVersion, headers, body: await buffer(request) });
    respond(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { arrivals, sockets, port };
}

const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: SECRET,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_CONFIG_FILE: '/nowhere/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
  AWS_EC2_METADATA_DISABLED: 'true',
};

class RedirectingHandler extends DeliveryHandler {
  readonly #port: number;

  constructor(port: number) {
    super();
    this.#port = port;
  }

  override handle(request: HttpRequest, options: Parameters<DeliveryHandler['handle']>[1]) {
    const server = { protocol: 'http:', hostname: '127.0.0.1', port: this.#port };
    return super.handle(new HttpRequest({ ...request, ...server }), options);
  }
}

/** What arrived, without what differs from call to call. */
export function describeArrival({ method, url, headers, body }: RawArrival) {
  const { authorization = '', 'x-amz-date': _date, ...others } = headers;
  return {
    method,
    url,
    body: body.toString(),
    headers: { ...others, 'amz-sdk-invocation-id': typeof others['amz-sdk-invocation-id'] },
    authorization: String(authorization).replace(/Signature=.*/, ''),
  };
}

/** The time of a signature, in milliseconds. */
export function readDate(headers: NodeJS.Dict<string | string[]>): number {
  const [, year, month, day, hours, minutes, seconds] =
    /^(....)(..)(..)T(..)(..)(..)Z$/.exec(String(headers['x-amz-date'])) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`);
}
