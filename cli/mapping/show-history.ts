import type { HistoricValue } from '../../lambda/core/operator/history';
import { findValue, type ValueName } from '../../lambda/core/operator/operator-view';
import { describeRouter, describeVersion } from '../documents/describe';
import type { HistoryDocument } from '../documents/mapping';
import type { Answer } from '../output/answer';
import { wrapText, writeForeign } from '../output/write-text';
import { limitReading, type OpenRouter, openRouter } from '../router/open-router';
import type { RouterOptions } from '../router/router-options';
import { CommandFailure, EXIT_CODES } from '../run-program';
import { nameValue } from './format-change';
import { describeAuthor } from './format-tiers';

export async function showHistory(options: RouterOptions, name: ValueName): Promise<Answer> {
  const router = await openRouter(options);
  const [view, history] = await Promise.all([router.readView(), readHistory(router, name)]);
  const value = findValue(view, name);
  const inForce = value?.inForce === undefined ? undefined : value[value.inForce]?.versionName;
  const document: HistoryDocument = {
    router: describeRouter(router),
    section: name.section,
    entry: name.entry,
    inForce,
    versions: history.map(describeVersion),
  };
  return { document, text: formatHistory(document) };
}

/** @throws CommandFailure if nothing was ever written */
export async function readHistory(
  { parameters }: OpenRouter,
  name: ValueName,
): Promise<readonly HistoricValue[]> {
  const history = await parameters.readHistory(name, limitReading());
  if (history.length > 0) return history;
  throw new CommandFailure(EXIT_CODES.refused, `there is no value ${nameValue(name)}`);
}

/** The newest last, as in a log. `*` marks the version in force. */
function formatHistory({ versions, inForce, ...name }: HistoryDocument): string {
  const entries = versions.flatMap((version) => {
    const mark = version.version === inForce ? '*' : ' ';
    const heading = [version.version, ...describeAuthor(version)].join(', ');
    return [`${mark} ${heading}`, `    ${writeForeign(version.value)}`];
  });
  return [nameValue(name), '', ...entries, '', wrapText(NOTE)].join('\n');
}

const NOTE =
  '* is in force. Parameter Store keeps 100 versions, and none of an override that was unset.';
