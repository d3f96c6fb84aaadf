import { type Command, Option } from 'commander';
import { type AwsOptions, addAwsOptions } from '../aws/client-options';
import { parseText } from '../parse-options';

/** How a command finds the router. */
export interface RouterOptions extends AwsOptions {
  readonly stack?: string;
  readonly prefix?: string;
}

export interface AdviseOptions extends RouterOptions {
  /** In milliseconds. */
  readonly since: number;
}

export interface ChangeOptions extends RouterOptions {
  readonly dryRun?: boolean;
}

export function addRouterOptions(command: Command): Command {
  return addAwsOptions(
    command
      .addOption(
        new Option('--stack <name>', 'the stack of the router')
          .argParser(parseText)
          .conflicts('prefix'),
      )
      .option('--prefix <path>', "the prefix of the router's parameters", parsePrefix),
  );
}

function parsePrefix(text: string): string {
  return `/${parseText(text).replace(/^\/+|\/+$/g, '')}`;
}

export function addDryRun(command: Command): Command {
  return command.option('--dry-run', 'write nothing');
}
