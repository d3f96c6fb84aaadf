import type { Command } from 'commander';
import { CommandFailure, type ExitCode } from '../run-program';

/** What a command answers. */
export interface Answer {
  /** For `--json`. A member whose value is not known is left out. */
  readonly document: object;
  /** For a terminal of 80 columns. */
  readonly text: string;
  /** For standard error, beside a text that has no room for them. */
  readonly notes?: readonly string[];
  /** @default 0 */
  readonly exitCode?: ExitCode;
}

/** Writes the answer of a command, as text or by `--json` as one document. */
export function answerBy<Options>(
  command: Command,
  compose: (options: Options, words: readonly string[]) => Promise<Answer>,
): Command {
  return command.option('--json', 'write one JSON document').action(async () => {
    const { json, ...options } = command.opts<Options & { readonly json?: boolean }>();
    const words = command.processedArgs.filter((word) => word !== undefined);
    const { document, text, notes = [], exitCode } = await compose(options as Options, words);
    const { writeOut, writeErr } = command.configureOutput();
    writeOut?.(`${json === true ? JSON.stringify(document, null, 2) : text}\n`);
    if (json !== true && notes.length > 0) writeErr?.(`${notes.join('\n')}\n`);
    if (exitCode !== undefined && exitCode !== 0) throw new CommandFailure(exitCode);
  });
}
