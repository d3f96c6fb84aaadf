import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Child } from '../processes/child';
import type { ContenderServer } from './contender';

const PORTKEY = join(
  __dirname,
  '..',
  'node_modules',
  '@portkey-ai',
  'gateway',
  'build',
  'start-server.js',
);
const START_TIMEOUT_MILLIS = 20_000;

export function isPortkeyInstalled(): boolean {
  return existsSync(PORTKEY);
}

/** Starts Portkey's gateway by the script of its package, without its console page. It calls the given host only. */
export async function startPortkey(): Promise<ContenderServer> {
  const port = await findFreePort();
  const process = new Child({
    script: PORTKEY,
    scriptArguments: [`--port=${port}`, '--headless'],
    environment: { NODE_ENV: 'production' },
    // It logs an error for every stream.
    isMuted: true,
  });
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(url);
  return { process, url };
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}

async function untilItAnswers(url: string): Promise<void> {
  const giveUpAt = Date.now() + START_TIMEOUT_MILLIS;
  for (;;) {
    try {
      await (await fetch(url)).arrayBuffer();
      return;
    } catch (cause) {
      if (Date.now() > giveUpAt) throw new Error('Portkey did not start', { cause });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
