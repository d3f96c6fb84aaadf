import { SECTIONS } from '../../lambda/contract';
import type { CheckedChange } from '../../lambda/core/operator/check-change';
import { comparePrices, type PriceChange } from '../../lambda/core/operator/compare-prices';
import { nameIdentity } from '../../lambda/core/operator/history';
import type { OperatorView, StoredValue } from '../../lambda/core/operator/operator-view';
import type { RemoveOutcome, WriteOutcome } from '../../lambda/core/operator/write-outcome';
import { parseRoute } from '../../lambda/core/routing/route';
import type { RouterConfig } from '../../lambda/core/settings/router-config';
import { formatRates, formatShareChange, formatTime } from '../format-figure';
import type { OwnedText } from '../view/console-view';
import type { Notice } from './notice';
import type { ConsoleChange } from './parse-change';

export interface WriteContext {
  readonly checked: Extract<CheckedChange, { kind: 'accepted' }>;
  /** What was in force before. */
  readonly shown: OwnedText;
  readonly view: OperatorView;
  readonly config: RouterConfig;
}

export function describeWrite(
  change: ConsoleChange,
  outcome: WriteOutcome,
  context: WriteContext,
): Notice {
  if (outcome.kind === 'conflict') return describeConflict(change, outcome.found);
  const { section, operation } = change;
  const { checked, view, config, shown } = context;
  const { before, version, hasOverwritten, replacedBy } = outcome;
  return {
    kind: 'saved',
    operation,
    lines: [
      `override-${version}. ${describeAge(config)}`,
      ...(section === SECTIONS.operations ? describePrice(shown.text, checked.text, view) : []),
      ...checked.doubts.map(({ text }) => `Doubtful: ${text}.`),
      ...(hasOverwritten ? ['Somebody else wrote just before. This change replaced theirs.'] : []),
      ...(replacedBy === undefined ? [] : ['Somebody else wrote just after. Theirs is in force.']),
    ],
    undo: { section, operation, text: before?.value, writtenVersion: version },
  };
}

export function describeRemoval(change: ConsoleChange, outcome: RemoveOutcome): Notice {
  const { section, operation } = change;
  if (outcome.kind === 'conflict') return describeConflict(change, outcome.found);
  if (outcome.kind === 'absent') {
    return { kind: 'unchanged', operation, lines: ['There is no override to take away.'] };
  }
  const { before, replacedBy } = outcome;
  return {
    kind: 'saved',
    operation,
    lines: [
      'The override is taken away, with its history. What the deploy says is in force again.',
      ...(replacedBy === undefined ? [] : ['Somebody else wrote just after. Theirs is in force.']),
    ],
    undo: { section, operation, text: before.value, writtenVersion: undefined },
  };
}

/** @param found the override as it is now; undefined if there is none */
export function describeConflict(
  { operation, section }: ConsoleChange,
  found: StoredValue | undefined,
): Notice {
  const what = section === SECTIONS.operations ? 'route' : 'settings';
  const state =
    found === undefined
      ? 'There is no override now'
      : `override-${found.version} is there now${describeAuthor(found)}`;
  return {
    kind: 'conflict',
    operation,
    lines: [
      `Somebody else changed the ${what} after you read this page. ${state}. Nothing was written.`,
      'What you see now is in force. Choose again if you still want to change it.',
    ],
  };
}

export function describeAuthor({ changedAt, changedBy }: Partial<StoredValue>): string {
  const at = changedAt === undefined ? '' : `, of ${formatTime(changedAt)}`;
  return changedBy === undefined ? at : `${at}, by ${nameIdentity(changedBy)}`;
}

function describeAge({ mappingMaxAgeMillis }: RouterConfig): string {
  const seconds = Math.ceil(mappingMaxAgeMillis / 1000);
  return `Requests take it within ${seconds} s, and ${2 * seconds} s at most.`;
}

function describePrice(before: string, after: string, view: OperatorView): readonly string[] {
  const [old] = before === '' ? [] : parseRoute(before);
  const [chosen] = parseRoute(after);
  const change = comparePrices(view.snapshot.prices, old, chosen);
  return change.after === undefined ? [] : [writePriceChange(change, change.after)];
}

function writePriceChange(
  { inputChange, outputChange }: PriceChange,
  price: NonNullable<PriceChange['after']>,
): string {
  const rates = `The first model costs ${formatRates(price)}`;
  if (inputChange === undefined || outputChange === undefined) return `${rates}.`;
  if (inputChange === 0 && outputChange === 0) return `${rates}, as before.`;
  return `${rates}: ${formatShareChange(inputChange)} in, ${formatShareChange(outputChange)} out.`;
}
