/** One command of a `sh` block. */
export interface ShellCommand {
  /** On one line, without a comment. */
  readonly text: string;
  /** Says why no test runs it; undefined where one does. */
  readonly reason: string | undefined;
}

const MARK = /^# not run by tests[^:]*: (.+)$/;

/** Reads the commands of a block. A mark holds for all commands below it. */
export function readCommands(block: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  let reason: string | undefined;
  for (const line of block.replace(/\\\n\s*/g, '').split('\n')) {
    reason = MARK.exec(line)?.[1] ?? reason;
    const text = line.replace(/(^|\s+)#.*$/, '');
    if (text !== '') commands.push({ text, reason });
  }
  return commands;
}

const WORD_PART = /'(?<literal>[^']*)'|"(?<quoted>[^"]*)"|(?<bare>[^\s'"]+)|(?<space>\s+)/g;

/**
 * Splits a simple command into words, as a shell does, and fills in its variables.
 *
 * @throws Error where a variable is not set, or the command needs more of a shell
 */
export function splitWords(
  text: string,
  variables: Readonly<Record<string, string>>,
): readonly string[] {
  if (/\$\(|&&|\|/.test(text)) throw new Error(`this is more than one command: ${text}`);
  const words = [''];
  for (const { groups = {} } of text.matchAll(WORD_PART)) {
    const { literal, quoted, bare, space } = groups;
    if (space === undefined) words.push(`${words.pop()}${literal ?? fill(quoted ?? bare ?? '')}`);
    else words.push('');
  }
  return words;

  function fill(part: string): string {
    return part.replace(/\$(\w+)/g, (_, name: string) => {
      const value = variables[name];
      if (value === undefined) throw new Error(`$${name} is not set: ${text}`);
      return value;
    });
  }
}
