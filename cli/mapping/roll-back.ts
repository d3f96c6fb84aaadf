import { chooseVersion } from '../../lambda/core/operator/history';
import type { ValueName } from '../../lambda/core/operator/operator-view';
import type { Answer } from '../output/answer';
import { openRouter } from '../router/open-router';
import type { ChangeOptions } from '../router/router-options';
import { CommandFailure, EXIT_CODES } from '../run-program';
import { changeValue } from './set-value';
import { readHistory } from './show-history';

interface Rollback extends ValueName {
  /** Undefined for the override before the latest one. */
  readonly versionName: string | undefined;
}

/** Writes the value of an earlier version as the next override, so that the history stays whole. */
export async function rollBack(
  options: ChangeOptions,
  { versionName, ...name }: Rollback,
): Promise<Answer> {
  const router = await openRouter(options);
  const [view, history] = await Promise.all([router.readView(), readHistory(router, name)]);
  const chosen = chooseVersion(history, versionName);
  if (chosen.kind === 'refused') throw new CommandFailure(EXIT_CODES.refused, chosen.problem);
  const change = { ...name, text: chosen.version.value };
  return changeValue(router, { change, view, isDryRun: options.dryRun === true });
}
