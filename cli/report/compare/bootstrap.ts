/** Values in ascending order, and how often each counts. */
export interface CountedValues {
  readonly values: Float64Array;
  readonly counts: Uint32Array;
}

export type Statistic = (counted: CountedValues) => number;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1_000;
const SEED = 20_261_128;
/** The bounds of a 95 % interval. */
const LOW = 0.025;
const HIGH = 0.975;

/** Each value counts once. */
export function countOnce(values: Float64Array): CountedValues {
  return { values: values.toSorted(), counts: new Uint32Array(values.length).fill(1) };
}

/**
 * The percentile bootstrap interval, 95 %, for the difference of a statistic between two independent samples: how much it
 * changes if each sample is drawn again from itself. The seed is fixed, so that the same log gives the same interval.
 *
 * @see https://en.wikipedia.org/wiki/Bootstrapping_(statistics)
 */
export function estimateDifference(
  one: Float64Array,
  other: Float64Array,
  statistic: Statistic,
): Interval {
  const random = createRandom(SEED);
  const [first, second] = [one.toSorted(), other.toSorted()];
  const differences = Float64Array.from(
    { length: RESAMPLES },
    () => statistic(resample(first, random)) - statistic(resample(second, random)),
  );
  const counted = countOnce(differences);
  return { low: findQuantile(counted, LOW), high: findQuantile(counted, HIGH) };
}

/** Draws as many values with replacement. */
function resample(values: Float64Array, random: () => number): CountedValues {
  const { length } = values;
  const counts = new Uint32Array(length);
  for (let draw = 0; draw < length; draw += 1) {
    const index = Math.floor(random() * length);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return { values, counts };
}

/** Interpolates between the two nearest values, as NumPy and spreadsheets do. There are as many counts as values. */
export function findQuantile(counted: CountedValues, share: number): number {
  const place = (counted.values.length - 1) * share;
  const below = findPlaced(counted, Math.floor(place));
  const above = Number.isInteger(place) ? below : findPlaced(counted, Math.ceil(place));
  return below + (above - below) * (place - Math.floor(place));
}

function findPlaced({ values, counts }: CountedValues, place: number): number {
  let passed = 0;
  for (let index = 0; index < counts.length; index += 1) {
    passed += counts[index] ?? 0;
    if (passed > place) return values[index] ?? Number.NaN;
  }
  return Number.NaN;
}

export function findMean({ values, counts }: CountedValues): number {
  let sum = 0;
  for (let index = 0; index < counts.length; index += 1) {
    sum += (counts[index] ?? 0) * (values[index] ?? 0);
  }
  return sum / values.length;
}

/** Mulberry32: equal seeds give equal numbers from 0 up to 1. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
