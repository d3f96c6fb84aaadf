import { SECTIONS } from '../../lambda/contract';
import { checkChange } from '../../lambda/core/operator/check-change';
import {
  composeOperatorView,
  nameParameter,
  type OperatorView,
} from '../../lambda/core/operator/operator-view';
import { describeError, readStored } from '../read-console';
import type { ChangeRecord, ConsoleSources } from '../sources';
import { composeOwnedText, NO_VALUE_STAMP } from '../view/compose-owned-text';
import type { OwnedText } from '../view/console-view';
import { describeConflict, describeRemoval, describeWrite } from './describe-outcome';
import { editRoute } from './edit-route';
import type { Notice } from './notice';
import { type ConsoleChange, type Fields, parseChange } from './parse-change';

/** A change, and what it is about as it stands in Parameter Store. */
interface Found {
  readonly change: ConsoleChange;
  readonly view: OperatorView;
  readonly shown: OwnedText;
}

/** Does what a form asks for, if what the operator saw is still in force, and records it. */
export async function applyChange(
  sources: ConsoleSources,
  fields: Fields,
  signal: AbortSignal,
): Promise<Notice> {
  const change = parseChange(fields);
  const parameter = change && nameParameter(nameValue(change), 'override');
  const { notice, ...facts } = await attempt(sources, change, signal);
  const isSaved = notice.kind === 'saved';
  const problem = isSaved ? undefined : notice.lines[0];
  sources.record({ outcome: notice.kind, parameter, ...facts, problem });
  return isSaved ? notice : { ...notice, draft: findDraft(change) };
}

function findDraft(change: ConsoleChange | undefined): string | undefined {
  if (change?.section !== SECTIONS.settings || change.edit.kind !== 'write') return undefined;
  return change.edit.text;
}

interface Applied extends Pick<ChangeRecord, 'before' | 'after' | 'version'> {
  readonly notice: Notice;
}

async function attempt(
  sources: ConsoleSources,
  change: ConsoleChange | undefined,
  signal: AbortSignal,
): Promise<Applied> {
  if (change === undefined) {
    return refuse(undefined, 'The form has not all of its fields. Nothing was written.');
  }
  try {
    const stored = await readStored(sources, signal);
    const view = composeOperatorView(sources.config, stored);
    const shown = composeOwnedText(nameValue(change), view, undefined);
    if (shown.stamp !== change.seen) return refuseStale(change, shown);
    return await write(sources, { change, view, shown }, signal);
  } catch (error) {
    const lines = [`Parameter Store did not take it: ${describeError(error)}`];
    return { notice: { kind: 'failed', operation: change.operation, lines } };
  }
}

/** A form that adds an operation has seen none, so a name that somebody gave before is no surprise. */
function refuseStale(change: ConsoleChange, shown: OwnedText): Applied {
  const { operation, section, seen } = change;
  const isNew = section === SECTIONS.operations && seen === NO_VALUE_STAMP;
  if (!isNew) return { notice: describeConflict(change, shown.override) };
  return refuse(operation, 'There is an operation of this name already. Nothing was written.');
}

async function write(
  sources: ConsoleSources,
  { change, view, shown }: Found,
  signal: AbortSignal,
): Promise<Applied> {
  const { operation, edit } = change;
  const { version: seenVersion = 'none', value: seenValue } = shown.override ?? {};
  const name = { ...nameValue(change), seenVersion, seenValue };
  if (edit.kind === 'unset') {
    const outcome = await sources.parameters.remove(name, signal);
    return { notice: describeRemoval(change, outcome), ...showRoute(shown, undefined) };
  }
  const edited = edit.kind === 'write' ? edit.text : editRoute(shown.text, edit);
  if (edited === undefined) return refuse(operation, 'The route has no such place.');
  const rules = { config: sources.config, snapshot: view.snapshot, today: readDay(sources) };
  const checked = checkChange({ ...name, text: edited }, rules);
  if (checked.kind === 'refused') return refuse(operation, checked.problem);
  if (checked.text === shown.text) return { notice: describeUnchanged(operation) };
  const outcome = await sources.parameters.write({ ...name, text: checked.text }, signal);
  const written = outcome.kind === 'written' ? outcome.version : undefined;
  return {
    notice: describeWrite(change, outcome, { checked, shown, view, config: sources.config }),
    ...showRoute(shown, checked.text),
    version: written,
  };
}

function nameValue({ section, operation }: ConsoleChange) {
  return { section, entry: operation };
}

function readDay({ now }: ConsoleSources): string {
  return now().toISOString().slice(0, 10);
}

function refuse(operation: string | undefined, problem: string): Applied {
  return { notice: { kind: 'refused', operation, lines: [problem] } };
}

function describeUnchanged(operation: string): Notice {
  return { kind: 'unchanged', operation, lines: ['It is already in force. Nothing was written.'] };
}

function showRoute({ section, text }: OwnedText, after: string | undefined) {
  return section === SECTIONS.operations ? { before: text, after } : {};
}
