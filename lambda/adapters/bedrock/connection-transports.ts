import { RouterError } from '../../core/errors/router-error';
import type { BedrockRequest } from '../../core/wire/wire';
import { ConnectionError } from '../aws-sdk/fresh-identity';
import type { Transport } from './transport';

/** How to call by one connection. */
export interface ConnectionTransport {
  readonly transport: Transport;
  /** Resolves when the credentials are there; undefined if the function's own are used. */
  readonly authorize?: (() => Promise<unknown>) | undefined;
}

/** Sends each call by its connection. */
export class ConnectionTransports implements Transport {
  readonly #own: Transport;
  readonly #open: (name: string) => ConnectionTransport | undefined;
  readonly #opened = new Map<string, ConnectionTransport>();

  /** @param open makes the transport of a connection at its first call; undefined for a name that is not declared */
  constructor(own: Transport, open: (name: string) => ConnectionTransport | undefined) {
    this.#own = own;
    this.#open = open;
  }

  async send(call: BedrockRequest, abortSignal: AbortSignal) {
    if (call.connection === undefined) return this.#own.send(call, abortSignal);
    const { transport, authorize } = this.#find(call.connection);
    try {
      if (authorize !== undefined) await waitFor(authorize(), abortSignal);
      return await transport.send(call, abortSignal);
    } catch (error) {
      if (!(error instanceof ConnectionError)) throw error;
      const message = `the credentials of connection "${call.connection}" could not be had`;
      throw new RouterError('connection-failed', message, { cause: error.cause });
    }
  }

  #find(name: string): ConnectionTransport {
    const opened = this.#opened.get(name) ?? this.#open(name);
    if (opened === undefined) throw new Error(`the connection ${name} is not declared`);
    this.#opened.set(name, opened);
    return opened;
  }
}

/** The clients of credentials take no signal, and their own time limits may be longer than the request's. */
async function waitFor(authorized: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    // Nothing was sent, so that this is not Bedrock's silence.
    const end = () => reject(new ConnectionError('not in time', { cause: signal.reason }));
    if (signal.aborted) end();
    signal.addEventListener('abort', end, { once: true, signal: done.signal });
  });
  try {
    await Promise.race([authorized, aborted]);
  } finally {
    done.abort();
  }
}
