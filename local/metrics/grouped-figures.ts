import { type Figures, FiguresInProgress } from './figures';
import type { MetricReading } from './read-emf-line';

/** Limits memory, because callers may name any model. */
const MAX_GROUPS = 100;

/** The value of every dimension of the group for readings beyond {@link MAX_GROUPS}. */
const OTHER_GROUPS = 'others';

/** The figures of each combination of dimension values. */
export class GroupedFigures {
  readonly #dimensions: readonly string[];
  readonly #groups = new Map<string, FiguresInProgress>();

  constructor(dimensions: readonly string[]) {
    this.#dimensions = dimensions;
  }

  /** Adds a reading that has all dimensions. Returns whether it has them. */
  add(reading: MetricReading): boolean {
    const values = this.#dimensions.map((name) => reading.dimensions.get(name));
    if (values.includes(undefined)) return false;
    this.#choose(JSON.stringify(values)).add(reading);
    return true;
  }

  /** Summarizes the groups in the order of the values of their dimensions. */
  summarize<Row>(compose: (values: readonly string[], figures: Figures) => Row): readonly Row[] {
    const entries = [...this.#groups].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return entries.map(([key, figures]) => compose(JSON.parse(key), figures.summarize()));
  }

  #choose(key: string): FiguresInProgress {
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const others = JSON.stringify(this.#dimensions.map(() => OTHER_GROUPS));
    const chosen = this.#groups.size < MAX_GROUPS ? key : others;
    const figures = this.#groups.get(chosen) ?? new FiguresInProgress();
    this.#groups.set(chosen, figures);
    return figures;
  }
}
