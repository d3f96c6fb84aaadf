import type { Command } from 'commander';
import type { OperatedSection } from '../../lambda/core/operator/operator-view';
import { answerBy } from '../output/answer';
import {
  addDryRun,
  addRouterOptions,
  type ChangeOptions,
  type RouterOptions,
} from '../router/router-options';
import { createCommand } from '../run-program';

/** One group of commands for each section whose values are JSON documents. */
interface Section {
  readonly section: OperatedSection;
  readonly description: string;
  /** What names a value; undefined for the only one. */
  readonly entry?: string;
}

const SECTIONS: readonly Section[] = [
  {
    section: 'settings',
    description: 'Shows, checks and sets what else holds for an operation.',
    entry: 'operation',
  },
  {
    section: 'callers',
    description: 'Shows, checks and sets the policies of callers.',
    entry: 'key-id',
  },
  {
    section: 'prices',
    description: 'Shows, checks and sets prices in place of the catalog’s.',
  },
];

const VALUE = 'a JSON object, @file, or - for standard input';

/** `settings`, `callers` and `prices`, each with `show`, `set` and `check`. */
export function createValueCommands(): readonly Command[] {
  return SECTIONS.map((section) =>
    createCommand(section.section)
      .description(section.description)
      .helpCommand(false)
      .addCommand(createShow(section), { isDefault: true })
      .addCommand(createSet(section))
      .addCommand(createCheck(section)),
  );
}

function createShow({ section, entry }: Section): Command {
  const command = createCommand('show').description('Shows the values, by who wrote them.');
  if (entry !== undefined) command.argument(`[${entry}]`, 'only this one');
  return answerBy<RouterOptions>(addRouterOptions(command), async (options, [name]) => {
    const { showValues } = await import('./show-values');
    return showValues(options, section, name);
  });
}

function createSet(section: Section): Command {
  const command = addValue(section, createCommand('set')).description('Writes an override.');
  return answerBy<ChangeOptions>(addDryRun(addRouterOptions(command)), async (options, words) => {
    const { setDocument } = await import('./set-document');
    return setDocument(options, readChange(section, words));
  });
}

function createCheck(section: Section): Command {
  const { entry } = section;
  const command =
    entry === undefined
      ? createCommand('check')
          .description('Compares prices with those of the catalog, and writes nothing.')
          .argument('[value]', `${VALUE}; by default what is in force`)
      : addValue(section, createCommand('check')).description(
          'Checks a value, and writes nothing.',
        );
  return answerBy<RouterOptions>(addRouterOptions(command), async (options, words) => {
    if (entry === undefined) {
      const { checkPrices } = await import('./check-prices');
      return checkPrices(options, words[0]);
    }
    const { setDocument } = await import('./set-document');
    return setDocument({ ...options, dryRun: true }, readChange(section, words));
  });
}

function addValue({ entry }: Section, command: Command): Command {
  if (entry !== undefined) command.argument(`<${entry}>`);
  return command.argument('<value>', VALUE);
}

function readChange({ section, entry }: Section, words: readonly string[]) {
  const [first = '', second = ''] = words;
  return entry === undefined
    ? { section, entry: '', source: first }
    : { section, entry: first, source: second };
}
