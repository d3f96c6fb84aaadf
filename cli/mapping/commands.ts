import { type Command, Option } from 'commander';
import { OPERATED_SECTIONS, type OperatedSection } from '../../lambda/core/operator/operator-view';
import { answerBy } from '../output/answer';
import {
  addDryRun,
  addRouterOptions,
  type ChangeOptions,
  type RouterOptions,
} from '../router/router-options';
import { createCommand } from '../run-program';

interface NamedOptions extends ChangeOptions {
  readonly of: OperatedSection;
}

/** The commands that show and change values in force. */
export function createMappingCommands(): readonly Command[] {
  return [createTiers(), createSet(), createUnset(), createHistory(), createRollback()];
}

function createTiers(): Command {
  const command = createCommand('tiers').description(
    'Shows the mapping in force: routes, prices, versions, and who changed them when.',
  );
  return answerBy<RouterOptions>(addRouterOptions(command), async (options) => {
    const { showTiers } = await import('./show-tiers');
    return showTiers(options);
  });
}

function createSet(): Command {
  const command = createCommand('set')
    .description('Sends an operation to other models or tiers, until unset or rollback.')
    .argument('<operation>')
    .argument('<route>', 'tiered model IDs, separated by commas; the first is the primary')
    .option('--new', 'add the operation if there is none of this name');
  return answerBy<ChangeOptions & { readonly new?: boolean }>(
    addDryRun(addRouterOptions(command)),
    async (options, [entry = '', text = '']) => {
      const { setValue } = await import('./set-value');
      return setValue(options, { section: 'operations', entry, text });
    },
  );
}

function createUnset(): Command {
  const command = createCommand('unset')
    .description('Takes an override away: back to what the deploy says.')
    .argument('[name]', 'an operation, or the ID of a caller’s key');
  return answerBy<NamedOptions>(
    addDryRun(addNamed(command)),
    async ({ of, ...options }, [name]) => {
      const { unsetValue } = await import('./unset-value');
      return unsetValue(options, readName(command, of, name));
    },
  );
}

function createHistory(): Command {
  const command = createCommand('history')
    .description('Lists the versions of a value, and who wrote them when.')
    .argument('[name]', 'an operation, or the ID of a caller’s key');
  return answerBy<NamedOptions>(addNamed(command), async ({ of, ...options }, [name]) => {
    const { showHistory } = await import('./show-history');
    return showHistory(options, readName(command, of, name));
  });
}

function createRollback(): Command {
  const command = createCommand('rollback')
    .description('Writes an earlier version again, as an override.')
    .argument('[name]', 'an operation, or the ID of a caller’s key')
    .argument('[version]', 'as history names it; by default the override before the latest one');
  return answerBy<NamedOptions>(
    addDryRun(addNamed(command)),
    async ({ of, ...options }, [name, version]) => {
      const { rollBack } = await import('./roll-back');
      const isSingle = of === 'prices';
      const value = readName(command, of, isSingle ? undefined : name);
      return rollBack(options, { ...value, versionName: isSingle ? (version ?? name) : version });
    },
  );
}

function addNamed(command: Command): Command {
  const of = new Option('--of <section>', 'what the name belongs to; prices have none')
    .choices(OPERATED_SECTIONS)
    .default('operations');
  return addRouterOptions(command.addOption(of));
}

function readName(command: Command, section: OperatedSection, name: string | undefined) {
  if (section === 'prices') return { section, entry: '' };
  if (name === undefined) command.error("error: missing required argument 'name'");
  return { section, entry: name };
}
