import { type Change, checkChange } from '../../lambda/core/operator/check-change';
import { comparePrices } from '../../lambda/core/operator/compare-prices';
import {
  findValue,
  type OperatorView,
  type ValueName,
} from '../../lambda/core/operator/operator-view';
import { parseRoute } from '../../lambda/core/routing/route';
import { findMisspelled } from '../../lambda/core/settings/suggest-member';
import { describePrice, describeRouter } from '../documents/describe';
import type { ChangeDocument } from '../documents/mapping';
import type { Answer } from '../output/answer';
import { limitReading, type OpenRouter, openRouter } from '../router/open-router';
import type { ChangeOptions } from '../router/router-options';
import { CommandFailure, EXIT_CODES } from '../run-program';
import { answerChange, describeFound } from './format-change';

export interface SetOptions extends ChangeOptions {
  /** Whether an operation without a route may be added. */
  readonly new?: boolean;
}

/** Writes an override after it was checked as the function checks it. */
export async function setValue(options: SetOptions, change: Change): Promise<Answer> {
  const router = await openRouter(options);
  const view = await router.readView();
  if (options.new !== true) requireKnown(change, view);
  return changeValue(router, { change, view, isDryRun: options.dryRun === true });
}

export interface PlannedChange {
  readonly change: Change;
  readonly view: OperatorView;
  readonly isDryRun: boolean;
}

export async function changeValue(
  router: OpenRouter,
  { change, view, isDryRun }: PlannedChange,
): Promise<Answer> {
  const { config, today, parameters } = router;
  const checked = checkChange(change, { config, snapshot: view.snapshot, today });
  if (checked.kind === 'refused') throw new CommandFailure(EXIT_CODES.refused, checked.problem);
  const { text, doubts } = checked;
  const value = findValue(view, change);
  const planned: ChangeDocument = {
    router: describeRouter(router),
    section: change.section,
    entry: change.entry,
    outcome: 'dry-run',
    before: findInForce(view, change),
    after: text,
    ...describePrices(view, change, text),
    doubts: [...doubts],
  };
  const unchanged = value?.inForce === 'override' && value.override?.value === text;
  if (unchanged) return answerChange(router, { ...planned, outcome: 'unchanged' });
  if (isDryRun) return answerChange(router, planned);
  const seen = {
    seenVersion: value?.override?.version ?? 'none',
    seenValue: value?.override?.value,
  };
  const outcome = await parameters.write({ ...change, text, ...seen }, limitReading());
  if (outcome.kind === 'conflict') {
    return answerChange(router, {
      ...planned,
      outcome: 'conflict',
      found: describeFound(outcome.found),
    });
  }
  const { replacedBy, hasOverwritten, version } = outcome;
  return answerChange(router, {
    ...planned,
    outcome: 'written',
    version: `override-${version}`,
    hasOverwritten,
    found: replacedBy === 'nothing' ? undefined : describeFound(replacedBy),
  });
}

/** The text in force: the route, or the document. */
function findInForce(view: OperatorView, name: ValueName): string | undefined {
  const value = findValue(view, name);
  return value?.inForce === undefined ? undefined : value[value.inForce]?.value;
}

function describePrices(view: OperatorView, { section, entry }: ValueName, text: string) {
  if (section !== 'operations') return {};
  const before = view.snapshot.mapping.get(entry)?.route[0];
  const { inputChange, outputChange, ...prices } = comparePrices(
    view.snapshot.prices,
    before,
    parseRoute(text)[0],
  );
  return {
    inputChange,
    outputChange,
    priceBefore: describePrice(prices.before),
    priceAfter: describePrice(prices.after),
  };
}

/** A misspelled name would add an operation that nobody calls. */
function requireKnown({ section, entry }: ValueName, { snapshot }: OperatorView): void {
  const known = [...snapshot.mapping.keys(), ...(section === 'settings' ? ['direct'] : [])];
  if (section === 'callers' || section === 'prices' || known.includes(entry)) return;
  const meant = findMisspelled(entry, known);
  const suggestion =
    meant === undefined ? `the operations are ${known.join(', ')}` : `did you mean "${meant}"?`;
  const advice = section === 'operations' ? ' (--new adds it)' : '';
  throw new CommandFailure(
    EXIT_CODES.refused,
    `there is no operation "${entry}"; ${suggestion}${advice}`,
  );
}
