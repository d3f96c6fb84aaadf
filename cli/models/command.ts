import type { Command } from 'commander';
import { answerBy } from '../output/answer';
import { addRouterOptions, type RouterOptions } from '../router/router-options';
import { createCommand } from '../run-program';

export function createModelsCommand(): Command {
  const command = createCommand('models')
    .description('Lists the models and tiers that the router may call, prices, and days left.')
    .argument('[word]', 'only models whose ID has it');
  return answerBy<RouterOptions>(addRouterOptions(command), async (options, [word]) => {
    const { showModels } = await import('./show-models');
    return showModels(options, word);
  });
}
