import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveOnLoopback } from '../../../local/loopback-server';

const PROGRAM = join(__dirname, 'ministack', 'start.py');
const DIST = join(__dirname, '..', '..', '..', 'dist');
const LONGEST_START_MILLIS = 60_000;

/** An AWS account in memory, empty at every start. Its log is `dist/ministack.log`. */
export interface MinistackServer {
  readonly url: string;
  /** Ends it and the functions that it runs. */
  close(): Promise<void>;
}

/**
 * @param python the program
 * @param environment of ministack and of the functions that it runs
 */
export async function startMinistack(
  python: string,
  environment: NodeJS.ProcessEnv,
): Promise<MinistackServer> {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawnServer(python, {
    ...environment,
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    AWS_ENDPOINT_URL: url,
  });
  await once(child, 'spawn');
  try {
    await waitUntilUp(child, url);
  } catch (error) {
    await stop(child);
    throw error;
  }
  return { url, close: () => stop(child) };
}

/** ministack needs its port at the start. */
async function findFreePort(): Promise<number> {
  const { port, close } = await serveOnLoopback(() => {});
  await close();
  return port;
}

/** It ends when its standard input closes, which happens even if this process is killed. */
function spawnServer(python: string, env: NodeJS.ProcessEnv): ChildProcess {
  mkdirSync(DIST, { recursive: true });
  const log = openSync(join(DIST, 'ministack.log'), 'w');
  const child = spawn(python, ['-B', PROGRAM], { env, stdio: ['pipe', log, log] });
  closeSync(log);
  return child;
}

async function waitUntilUp(child: ChildProcess, url: string): Promise<void> {
  const giveUpAt = Date.now() + LONGEST_START_MILLIS;
  while (!(await isUp(url))) {
    if (child.exitCode !== null) throw new Error(`ministack ended with ${child.exitCode}`);
    if (Date.now() > giveUpAt) throw new Error('ministack did not answer within a minute');
    await sleep(100);
  }
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_ministack/health`)).ok;
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
