import type { Command } from 'commander';
import { answerBy } from '../output/answer';
import { addRouterOptions, type RouterOptions } from '../router/router-options';
import { createCommand } from '../run-program';

export function createCheckCommand(): Command {
  const command = createCommand('check')
    .description('Checks the account: credentials, models, access, ends of life, and quotas.')
    .option('--probe', 'send one small call to each model on each tier, which costs little');
  return answerBy<RouterOptions & { readonly probe?: boolean }>(
    addRouterOptions(command),
    async ({ probe = false, ...options }) => {
      const { checkAccount } = await import('./check-account');
      return checkAccount(options, probe);
    },
  );
}
