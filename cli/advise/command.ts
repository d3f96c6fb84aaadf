import type { Command } from 'commander';
import { answerBy } from '../output/answer';
import { parseDuration } from '../report/period';
import { type AdviseOptions, addRouterOptions } from '../router/router-options';
import { createCommand } from '../run-program';

const WEEK_MILLIS = 7 * 86_400_000;

export function createAdviseCommand(): Command {
  const command = createCommand('advise')
    .description('Computes from the log what other tiers would have cost, and how long they take.')
    .option('--since <duration>', 'the last hours or days: 24h, 7d', parseDuration, WEEK_MILLIS);
  return answerBy<AdviseOptions>(addRouterOptions(command), async (options) => {
    const { advise } = await import('./advise');
    return advise(options);
  });
}
