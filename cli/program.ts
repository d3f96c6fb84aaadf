import type { Command } from 'commander';
import { version } from '../package.json';
import { createAdviseCommand } from './advise/command';
import { createCheckCommand } from './check/command';
import { createCompletionCommand } from './completion/command';
import { createConsoleCommand } from './console/command';
import { createJobsCommand } from './jobs/command';
import { createMappingCommands } from './mapping/commands';
import { createModelsCommand } from './models/command';
import { createReportCommand } from './report/command';
import { createCommand } from './run-program';
import { createLocalCommands } from './start/commands';
import { createValueCommands } from './values/commands';

/** The command line `tier-router`. Each command loads its code, and the clients of AWS, when it runs. */
export function createProgram(): Command {
  const program = createCommand('tier-router')
    .description('Shows and changes what a deployed Bedrock Tier Router does.')
    .version(version)
    .helpCommand(false);
  const commands = [
    ...createMappingCommands(),
    ...createValueCommands(),
    createModelsCommand(),
    createJobsCommand(),
    createConsoleCommand(),
    createReportCommand(),
    createAdviseCommand(),
    createCheckCommand(),
    ...createLocalCommands(),
  ];
  for (const command of commands) program.addCommand(command);
  program.addCommand(createCompletionCommand(program));
  return program;
}
