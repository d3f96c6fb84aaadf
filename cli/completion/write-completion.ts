import type { Command } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

interface Completed {
  readonly name: string;
  readonly description: string;
  /** Commands below it and long options. */
  readonly words: readonly string[];
}

const PROGRAMS = ['tier-router', 'bedrock-tier-router'];

/** Writes a script for a shell. It knows commands and options, but asks AWS for nothing. */
export function writeCompletion(shell: Shell, program: Command): string {
  const commands = program.commands.map(describeCommand);
  switch (shell) {
    case 'bash':
      return writeBash(commands);
    case 'zsh':
      return writeZsh(commands);
    case 'fish':
      return writeFish(commands);
    default:
      return shell satisfies never;
  }
}

function describeCommand(command: Command): Completed {
  const deeper = command.commands.flatMap((each) => [each.name(), ...listOptions(each)]);
  const words = [...new Set([...deeper, ...listOptions(command), '--help'])];
  return { name: command.name(), description: command.description(), words };
}

function listOptions({ options }: Command): readonly string[] {
  return options.flatMap(({ long }) => long ?? []);
}

function writeCases(commands: readonly Completed[], indent: string): string {
  return commands
    .map(({ name, words }) => `${indent}${name}) words="${words.join(' ')}" ;;`)
    .join('\n');
}

function listNames(commands: readonly Completed[]): string {
  return commands.map(({ name }) => name).join(' ');
}

function writeBash(commands: readonly Completed[]): string {
  return `_tier_router() {
  local words="${listNames(commands)} --help"
  if [ "$COMP_CWORD" -gt 1 ]; then
    case "\${COMP_WORDS[1]}" in
${writeCases(commands, '      ')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _tier_router ${PROGRAMS.join(' ')}
`;
}

function writeZsh(commands: readonly Completed[]): string {
  return `#compdef ${PROGRAMS.join(' ')}
_tier_router() {
  local choices="${listNames(commands)} --help"
  if (( CURRENT > 2 )); then
    case "\${words[2]}" in
${writeCases(commands, '      ').replaceAll(' words=', ' choices=')}
    esac
  fi
  compadd -- \${=choices}
}
compdef _tier_router ${PROGRAMS.join(' ')}
`;
}

function writeFish(commands: readonly Completed[]): string {
  const lines = PROGRAMS.flatMap((program) =>
    commands.flatMap(({ name, description, words }) => [
      `complete -c ${program} -n __fish_use_subcommand -a ${name} -d '${description.replaceAll("'", "\\'")}'`,
      `complete -c ${program} -n '__fish_seen_subcommand_from ${name}' -a '${words.join(' ')}'`,
    ]),
  );
  return `${lines.join('\n')}\n`;
}
