import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { serveOnLoopback } from '../../../../local/loopback-server';

/** A request before anyone made sense of it. */
export interface RawArrival {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly httpVersion: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

type Respond = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that knows nothing of Bedrock, for one test: what arrived, and over which connections. */
export async function startRawServer(respond: Respond = (response) => response.end('{}')) {
  const arrivals: RawArrival[] = [];
  const sockets = new Set<Socket>();
  const { url } = await listen(async (request, response) => {
    sockets.add(request.socket);
    const { method, url: target, httpVersion, headers } = request;
    arrivals.push({ method, url: target, httpVersion, headers, body: await buffer(request) });
    respond(response, request);
  });
  return { url, arrivals, sockets };
}

async function listen(
  listener: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
) {
  const server = await serveOnLoopback((request, response) => {
    listener(request, response).catch(() => response.destroy());
  });
  onTestFinished(() => server.close());
  return server;
}
