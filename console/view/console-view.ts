import type { QuotedPrice } from '../../lambda/core/operator/compare-prices';
import type { HistoricValue } from '../../lambda/core/operator/history';
import type { OperatedSection, OwnedValue } from '../../lambda/core/operator/operator-view';
import type { TierFigures } from '../../lambda/core/operator/tier-figures';
import type { Owner } from '../../lambda/core/settings/revise-entries';
import type { Budget } from '../sources';

/** Everything that the console shows. */
export interface ConsoleView {
  /** The router's name in metrics, e.g. `bedrock-tier-router`. */
  readonly router: string;
  readonly parameterPrefix: string;
  /** In ISO 8601. */
  readonly readAt: string;
  /** How long requests may still take the route that was in force before. */
  readonly maxAgeSeconds: number;
  readonly operations: readonly OperationView[];
  /** What a route may call. */
  readonly menu: readonly ModelChoices[];
  /** The period of the figures, e.g. `in the last 24 hours`. */
  readonly period: string;
  /** Undefined if callers have no budgets. */
  readonly budgets: readonly Budget[] | undefined;
  /** What could not be read, and values that the router refuses. */
  readonly problems: readonly string[];
}

export interface OperationView {
  readonly operation: string;
  readonly route: OwnedText;
  readonly candidates: readonly CandidateView[];
  readonly settings: OwnedText;
  /** Undefined if they could not be read. */
  readonly figures: readonly TierFigures[] | undefined;
}

/** The route or the settings of an operation, by who wrote them. */
export interface OwnedText {
  readonly section: EditedSection;
  readonly inForce: Owner | undefined;
  readonly deploy: OwnedValue | undefined;
  readonly override: OwnedValue | undefined;
  /** The text in force; empty if there is none. */
  readonly text: string;
  /** Differs as soon as one of both values is another one. A form carries it, so that no change is written over another. */
  readonly stamp: string;
  /** The newest last; undefined unless it was asked for. */
  readonly history: readonly HistoricValue[] | undefined;
}

/** The sections that the console changes. */
export type EditedSection = Extract<OperatedSection, 'operations' | 'settings'>;

export interface CandidateView {
  /** A tiered model ID. */
  readonly text: string;
  readonly price: QuotedPrice | undefined;
  /** Sentences: what the catalog says against it. */
  readonly doubts: readonly string[];
  /** Until Bedrock stops serving the model; undefined if that is not known. */
  readonly daysLeft: number | undefined;
}

/** A model, and the tiers that it takes and the deployment allows. */
export interface ModelChoices {
  readonly baseModelId: string;
  readonly daysLeft: number | undefined;
  readonly choices: readonly Choice[];
}

export interface Choice {
  /** A tiered model ID. */
  readonly text: string;
  readonly tier: string;
  readonly price: QuotedPrice | undefined;
}
