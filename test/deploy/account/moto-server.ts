import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveOnLoopback } from '../../../local/loopback-server';

const DIST = join(__dirname, '..', '..', '..', 'dist');
const LONGEST_START_MILLIS = 60_000;

/** AWS's control planes in memory, empty at every start. Its log is `dist/moto-server.log`. */
export interface MotoServer {
  readonly url: string;
  close(): Promise<void>;
}

/** @param pythonPrograms the folder of `moto_server` */
export async function startMotoServer(pythonPrograms: string): Promise<MotoServer> {
  const port = await findFreePort();
  const child = spawnServer(join(pythonPrograms, 'moto_server'), port);
  // moto reads templates from its own URL and only recognizes this host name.
  const url = `http://localhost:${port}`;
  await waitUntilUp(child, url);
  return { url, close: () => stop(child) };
}

/** moto needs its port at the start. */
async function findFreePort(): Promise<number> {
  const { port, close } = await serveOnLoopback(() => {});
  await close();
  return port;
}

function spawnServer(program: string, port: number): ChildProcess {
  mkdirSync(DIST, { recursive: true });
  const log = openSync(join(DIST, 'moto-server.log'), 'w');
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  // An interrupted test does not close it.
  process.once('exit', () => child.kill());
  return child;
}

async function waitUntilUp(child: ChildProcess, url: string): Promise<void> {
  const giveUpAt = Date.now() + LONGEST_START_MILLIS;
  while (!(await isUp(url))) {
    if (child.exitCode !== null) throw new Error(`moto_server ended with ${child.exitCode}`);
    if (Date.now() > giveUpAt) throw new Error('moto_server did not answer within a minute');
    await sleep(100);
  }
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/moto-api/`)).ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}
