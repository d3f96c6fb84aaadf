import { once } from 'node:events';
import { type Command, InvalidArgumentError } from 'commander';
import { addRouterOptions } from '../router/router-options';
import { createCommand } from '../run-program';

export function createConsoleCommand(): Command {
  const command = createCommand('console')
    .description('Serves a page on this machine that shows and changes routes and settings.')
    .option('--port <number>', 'port of the page; 0 takes any free port', parsePort, 0);
  return addRouterOptions(command).action(async () => {
    const { runConsole } = await import('./run-console');
    const waitForStop = () => Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    const write = (line: string) => command.configureOutput().writeOut?.(`${line}\n`);
    await runConsole(command.opts(), { write, waitForStop });
  });
}

const MAX_PORT = 65_535;

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= MAX_PORT) return port;
  throw new InvalidArgumentError(`It may be 0 (any free port) to ${MAX_PORT}.`);
}
