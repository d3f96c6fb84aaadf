import type { HistoricValue } from '../lambda/core/operator/history';
import type { StoredValue, ValueName } from '../lambda/core/operator/operator-view';
import type { FiguresByOperation } from '../lambda/core/operator/tier-figures';
import type { RemoveOutcome, WriteOutcome } from '../lambda/core/operator/write-outcome';
import type { RouterConfig } from '../lambda/core/settings/router-config';

export interface FiguresSource {
  /** When the calls were, e.g. `in the last 24 hours`. */
  readonly period: string;
  read(signal: AbortSignal): Promise<FiguresByOperation>;
}

/** What a caller may spend, and what it has spent. */
export interface Budget {
  readonly caller: string;
  readonly limitUsd: number;
  /** `2026-11-21` or `2026-11`, in UTC. */
  readonly period: string;
  /** Undefined if it could not be read. */
  readonly spentUsd: number | undefined;
}

/** Reads what an account has spent, in nano-dollars. */
export interface SpendingSource {
  readSpentNanoUsd(
    account: { readonly callerId: string; readonly period: string },
    signal: AbortSignal,
  ): Promise<number>;
}

/** The parameters of a router, as `SsmOperatorParameters` reads and changes them. */
export interface OperatedParameters {
  read(signal: AbortSignal): Promise<readonly StoredValue[]>;
  /** The same with who made the last change. */
  readWithAuthors(signal: AbortSignal): Promise<readonly StoredValue[]>;
  readHistory(name: ValueName, signal: AbortSignal): Promise<readonly HistoricValue[]>;
  write(
    change: SeenOverride & { readonly text: string },
    signal: AbortSignal,
  ): Promise<WriteOutcome>;
  remove(change: SeenOverride, signal: AbortSignal): Promise<RemoveOutcome>;
}

/** An override as the operator saw it; the version is `none` if there was none. */
export interface SeenOverride extends ValueName {
  readonly seenVersion: string;
  readonly seenValue: string | undefined;
}

/** A change that was asked for, and what became of it, for the log. */
export interface ChangeRecord {
  readonly outcome: 'saved' | 'unchanged' | 'refused' | 'conflict' | 'failed';
  /** The parameter below the prefix, e.g. `overrides/operations/extraction`; undefined for a form that is incomplete. */
  readonly parameter: string | undefined;
  /** Routes before and after. Settings are left out, because they may have parts of prompts. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** Of the override that was written. */
  readonly version?: string | undefined;
  readonly problem?: string | undefined;
}

/** What the console shows and changes. */
export interface ConsoleSources {
  readonly config: RouterConfig;
  readonly parameters: OperatedParameters;
  /** Whether to read who made the last changes, for which IAM cannot allow single parameters. */
  readonly readsAuthors: boolean;
  readonly figures?: FiguresSource | undefined;
  /** Undefined if callers have no budgets. */
  readonly spending?: SpendingSource | undefined;
  readonly now: () => Date;
  readonly record: (record: ChangeRecord) => void;
}
