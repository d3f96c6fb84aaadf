import { type Figures, FiguresInProgress } from './figures';
import type { MetricReading } from './read-emf-line';

/** Limits memory, because callers may name any model. */
export const MAX_GROUPS = 100;

/** The value of every dimension of the group that collects the readings beyond {@link MAX_GROUPS} groups. */
export const FURTHER_GROUPS = 'others';

/** Figures for every combination of values of some dimensions. */
export class GroupedFigures {
  readonly #dimensions: readonly string[];
  readonly #groups = new Map<string, FiguresInProgress>();

  constructor(dimensions: readonly string[]) {
    this.#dimensions = dimensions;
  }

  /** Returns whether the reading has these dimensions; ignores a reading that lacks one. */
  add(reading: MetricReading): boolean {
    const values = this.#dimensions.map((name) => reading.dimensions.get(name));
    if (values.includes(undefined)) return false;
    this.#choose(JSON.stringify(values)).add(reading);
    return true;
  }

  /** In the order of their dimensions' values. */
  summarize<Row>(compose: (values: readonly string[], figures: Figures) => Row): readonly Row[] {
    const entries = [...this.#groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return entries.map(([key, figures]) => compose(JSON.parse(key), figures.summarize()));
  }

  #choose(key: string): FiguresInProgress {
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const further = JSON.stringify(this.#dimensions.map(() => FURTHER_GROUPS));
    const chosen = this.#groups.size < MAX_GROUPS ? key : further;
    const figures = this.#groups.get(chosen) ?? new FiguresInProgress();
    this.#groups.set(chosen, figures);
    return figures;
  }
}
