import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConsolePage, type ConsolePageOptions } from './console-page';
import { makeSecretPath } from './secret-path';

const LOOPBACK = '127.0.0.1';

export interface ServeConsoleOptions extends Omit<ConsolePageOptions, 'path'> {
  /** 0 chooses a free port. */
  readonly port: number;
}

export interface ServedConsole {
  /** Has a token: whoever knows the URL may change the router. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves the console to this machine alone.
 *
 * @throws Error with code `EADDRINUSE` if the port is taken
 */
export async function serveConsole({
  port,
  ...options
}: ServeConsoleOptions): Promise<ServedConsole> {
  const path = makeSecretPath('/');
  const server = createServer(new ConsolePage({ ...options, path }).listener);
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${actualPort}${path}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
