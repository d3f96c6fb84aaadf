import {
  type AgentOptions,
  type ClientRequest,
  Agent as HttpAgent,
  type IncomingMessage,
  request as requestHttp,
} from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { HttpHandlerOptions, RequestHandler } from '@smithy/types';
import { TIMES } from '../../core/settings/times';
import { onceOpen, watchDelivery } from './delivery';

const MOST_CONNECTIONS = 1_024;
/** A flex call may be silent for minutes, and NAT gateways forget a connection after 350 s without packets. */
const KEEP_ALIVE_MILLIS = 1_000;

type Agents = Readonly<Record<'http:' | 'https:', HttpAgent>>;

/** The request was delivered, and the connection ended before an answer began. Bedrock may bill the call. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError';
  readonly code: unknown;

  constructor(cause: Error) {
    super(cause.message, { cause });
    this.code = 'code' in cause ? cause.code : undefined;
  }
}

/**
 * Sends the requests of an AWS SDK's client over HTTP/1.1, on connections that are kept alive.
 *
 * In contrast to the SDK's own handler, it knows whether a request was delivered that was not answered. Bedrock closes idle
 * connections, at times while the next request is on its way. Such a request is sent again, on a new connection.
 *
 * @throws ConnectionLostError if the request was delivered; any other error if it was not
 */
export class DeliveryHandler implements RequestHandler<HttpRequest, HttpResponse> {
  readonly metadata = { handlerProtocol: 'http/1.1' };
  readonly #kept = createAgents({ keepAlive: true, maxSockets: MOST_CONNECTIONS });
  readonly #new = createAgents({ keepAlive: false });

  async handle(
    request: HttpRequest,
    { abortSignal }: HttpHandlerOptions = {},
  ): Promise<{ response: HttpResponse }> {
    const kept = await this.#exchange(request, this.#kept, abortSignal);
    if (kept !== 'stale') return { response: kept };
    const response = await this.#exchange(request, this.#new, abortSignal);
    if (response === 'stale') throw new Error('a new connection had served a request before');
    return { response };
  }

  destroy(): void {
    for (const agents of [this.#kept, this.#new]) {
      agents['http:'].destroy();
      agents['https:'].destroy();
    }
  }

  #exchange(
    request: HttpRequest,
    agents: Agents,
    signal: HttpHandlerOptions['abortSignal'],
  ): Promise<HttpResponse | 'stale'> {
    return new Promise((resolve, reject) => {
      const outgoing = open(request, agents);
      const delivery = watchDelivery(outgoing);
      outgoing.once('response', (incoming) => resolve(readResponse(incoming)));
      outgoing.on('error', (error) => {
        const state = delivery.read();
        if (state === 'stale' && signal?.aborted !== true) resolve('stale');
        else reject(state === 'delivered' ? new ConnectionLostError(error) : error);
      });
      destroyOnAbort(outgoing, signal);
      limitConnecting(outgoing);
      outgoing.end(request.body);
    });
  }
}

function createAgents(options: AgentOptions): Agents {
  return { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) };
}

function open(request: HttpRequest, agents: Agents): ClientRequest {
  const { hostname: host, port, method, path, headers } = request;
  const isTls = request.protocol === 'https:';
  const agent = agents[isTls ? 'https:' : 'http:'];
  const options = { host, port, method, path, headers, agent };
  const outgoing = isTls ? requestHttps(options) : requestHttp(options);
  outgoing.setSocketKeepAlive(true, KEEP_ALIVE_MILLIS);
  return outgoing;
}

function readResponse(incoming: IncomingMessage): HttpResponse {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return new HttpResponse({ statusCode: incoming.statusCode ?? 0, headers, body: incoming });
}

/** Also ends an answer that is still coming. */
function destroyOnAbort(outgoing: ClientRequest, signal: HttpHandlerOptions['abortSignal']): void {
  if (signal === undefined || !('addEventListener' in signal)) return;
  const destroy = () => outgoing.destroy();
  if (signal.aborted) destroy();
  signal.addEventListener('abort', destroy);
  outgoing.once('close', () => signal.removeEventListener('abort', destroy));
}

/** Limits the time until a new connection is open, with its TLS handshake. */
function limitConnecting(outgoing: ClientRequest): void {
  outgoing.once('socket', (socket) => {
    if (outgoing.reusedSocket) return;
    const timer = setTimeout(() => outgoing.destroy(tooSlow()), TIMES.bedrockConnectionMillis);
    const stop = () => clearTimeout(timer);
    onceOpen(socket, stop);
    outgoing.once('close', stop);
  });
}

function tooSlow(): Error {
  const seconds = TIMES.bedrockConnectionMillis / 1_000;
  return Object.assign(new Error(`no connection within ${seconds} s`), { code: 'ETIMEDOUT' });
}
