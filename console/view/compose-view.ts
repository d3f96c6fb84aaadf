import { DIRECT_OPERATION, SECTIONS, serviceNameOf } from '../../lambda/contract';
import type { HistoricValue } from '../../lambda/core/operator/history';
import type { OperatorView } from '../../lambda/core/operator/operator-view';
import type { FiguresByOperation, TierFigures } from '../../lambda/core/operator/tier-figures';
import type { RouterConfig } from '../../lambda/core/settings/router-config';
import type { Budget } from '../sources';
import { composeCandidates, composeMenu, type Facts } from './compose-choices';
import { composeOwnedText } from './compose-owned-text';
import type { ConsoleView, EditedSection, OperationView } from './console-view';

/** What was read for one page. */
export interface Reading {
  readonly config: RouterConfig;
  readonly view: OperatorView;
  readonly figures: FiguresByOperation | undefined;
  readonly period: string;
  readonly budgets: readonly Budget[] | undefined;
  /** The operation whose history was asked for, and that history. */
  readonly history?: OperationHistory | undefined;
  readonly problems: readonly string[];
  /** In ISO 8601. */
  readonly readAt: string;
}

export interface OperationHistory {
  readonly operation: string;
  readonly versions: Readonly<Record<EditedSection, readonly HistoricValue[]>>;
}

/** Composes what the console shows. */
export function composeView(reading: Reading): ConsoleView {
  const { config, view, period, budgets, problems, readAt } = reading;
  const facts: Facts = { config, snapshot: view.snapshot, today: readAt.slice(0, 10) };
  return {
    router: serviceNameOf(config.parameterPrefix),
    parameterPrefix: config.parameterPrefix,
    readAt,
    maxAgeSeconds: config.mappingMaxAgeMillis / 1000,
    operations: listOperations(reading).map((operation) =>
      composeOperation(operation, reading, facts),
    ),
    menu: composeMenu(facts),
    ...{ period, budgets },
    problems: [...problems, ...describeRejected(view)],
  };
}

/** The operations of both sides, and calls that name a model if there is something to show of them. */
function listOperations({ view, figures }: Reading): readonly string[] {
  const written = view.values.filter(({ section }) => section === SECTIONS.operations);
  const names = new Set([...view.snapshot.mapping.keys(), ...written.map(({ entry }) => entry)]);
  const isDirectShown =
    figures?.has(DIRECT_OPERATION) || view.snapshot.settings.has(DIRECT_OPERATION);
  return [...[...names].sort(), ...(isDirectShown ? [DIRECT_OPERATION] : [])];
}

function composeOperation(operation: string, reading: Reading, facts: Facts): OperationView {
  const { view, history, figures } = reading;
  const compose = (section: EditedSection) => {
    const versions = history?.operation === operation ? history.versions[section] : undefined;
    return composeOwnedText({ section, entry: operation }, view, versions);
  };
  return {
    operation,
    route: compose(SECTIONS.operations),
    candidates: composeCandidates(view.snapshot.mapping.get(operation)?.route ?? [], facts),
    settings: compose(SECTIONS.settings),
    figures: figures && findFigures(figures, operation),
  };
}

function findFigures(figures: FiguresByOperation, operation: string): readonly TierFigures[] {
  return [...(figures.get(operation) ?? [])].sort((one, other) => (one.tier < other.tier ? -1 : 1));
}

function describeRejected({ snapshot }: OperatorView): readonly string[] {
  return snapshot.rejected.map(
    ({ shownName, version, problem }) =>
      `The router does not use ${shownName} (version ${version}): ${problem}`,
  );
}
