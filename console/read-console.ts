import { findPeriod } from '../lambda/app/budgets/budget';
import { SECTIONS } from '../lambda/contract';
import { toUsd } from '../lambda/core/budgets/nano-usd';
import type { CallerPolicies } from '../lambda/core/callers/policies';
import { composeOperatorView, type StoredValue } from '../lambda/core/operator/operator-view';
import type { FiguresByOperation } from '../lambda/core/operator/tier-figures';
import { TIMES } from '../lambda/core/settings/times';
import type { Budget, ConsoleSources, SpendingSource } from './sources';
import { composeView, type OperationHistory } from './view/compose-view';
import type { ConsoleView } from './view/console-view';

export interface Wanted {
  /** The operation whose history to read. */
  readonly history?: string | undefined;
}

/** Reads what the console shows. Figures, budgets and history that cannot be read are left out, and a problem says so. */
export async function readConsole(
  sources: ConsoleSources,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<ConsoleView> {
  const { config, figures: source, spending } = sources;
  const now = sources.now();
  const problems: string[] = [];
  const attempt = async <Found>(what: string, reading: Promise<Found> | undefined) =>
    reading?.catch((error: unknown) => {
      problems.push(`${what} could not be read: ${describeError(error)}`);
      return undefined;
    });
  const [stored, figures, history] = await Promise.all([
    readStored(sources, signal),
    attempt<FiguresByOperation>('The figures', source?.read(limitFigures(signal))),
    attempt<OperationHistory>('The history', readHistory(sources, wanted, signal)),
  ]);
  const view = composeOperatorView(config, stored);
  const budgets = readBudgets(view.snapshot.policies, { spending, now, signal });
  return composeView({
    ...{ config, view, figures, history, problems },
    period: source?.period ?? '',
    budgets: await attempt('The budgets', budgets),
    readAt: now.toISOString(),
  });
}

/** A network without a way to CloudWatch does not keep the console from showing the rest. */
function limitFigures(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(TIMES.consoleFiguresMillis)]);
}

export function readStored(
  { parameters, readsAuthors }: ConsoleSources,
  signal: AbortSignal,
): Promise<readonly StoredValue[]> {
  return readsAuthors ? parameters.readWithAuthors(signal) : parameters.read(signal);
}

function readHistory(
  { parameters }: ConsoleSources,
  { history: operation }: Wanted,
  signal: AbortSignal,
): Promise<OperationHistory> | undefined {
  if (operation === undefined) return undefined;
  const sections = [SECTIONS.operations, SECTIONS.settings] as const;
  return Promise.all(
    sections.map((section) => parameters.readHistory({ section, entry: operation }, signal)),
  ).then(([operations = [], settings = []]) => ({ operation, versions: { operations, settings } }));
}

interface Ledger {
  readonly spending: SpendingSource | undefined;
  readonly now: Date;
  readonly signal: AbortSignal;
}

function readBudgets(
  policies: CallerPolicies | undefined,
  { spending, now, signal }: Ledger,
): Promise<readonly Budget[]> | undefined {
  const limited = [...(policies ?? [])].flatMap(([callerId, policy]) =>
    policy === 'invalid' || policy.budget === undefined
      ? []
      : [{ callerId, caller: policy.name, budget: policy.budget }],
  );
  if (limited.length === 0) return undefined;
  return Promise.all(
    limited.map(async ({ callerId, caller, budget }) => {
      const period = findPeriod(budget.period, now.getTime()).name;
      const nanoUsd = await spending?.readSpentNanoUsd({ callerId, period }, signal);
      const spentUsd = nanoUsd === undefined ? undefined : toUsd(nanoUsd);
      return { caller, limitUsd: budget.limitUsd, period, spentUsd };
    }),
  );
}

/** The class of the error too, because AWS's messages do not name what failed. */
export function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
