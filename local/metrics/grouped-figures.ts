import { type Figures, FiguresInProgress } from './figures';
import type { MetricReading } from './read-emf-line';

/** Bounds memory: callers may name any model. */
export const MOST_GROUPS = 100;

/** Stands for every dimension of the readings that came after {@link MOST_GROUPS} groups were there. */
export const FURTHER_GROUPS = 'others';

/** Figures for every combination of values that some dimensions take. */
export class GroupedFigures {
  readonly #dimensions: readonly string[];
  readonly #groups = new Map<string, FiguresInProgress>();

  constructor(dimensions: readonly string[]) {
    this.#dimensions = dimensions;
  }

  /** Says whether the reading has these dimensions; one that lacks any is left out. */
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
    const chosen = this.#groups.size < MOST_GROUPS ? key : further;
    const figures = this.#groups.get(chosen) ?? new FiguresInProgress();
    this.#groups.set(chosen, figures);
    return figures;
  }
}
