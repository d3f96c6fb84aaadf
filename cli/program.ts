import type { Command } from 'commander';
import { createAdviseCommand } from './advise/command';
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
    .helpCommand(false);
  const commands = [
    ...createMappingCommands(),
    ...createValueCommands(),
    createModelsCommand(),
    createReportCommand(),
    createAdviseCommand(),
    ...createLocalCommands(),
  ];
  for (const command of commands) program.addCommand(command);
  return program;
}
