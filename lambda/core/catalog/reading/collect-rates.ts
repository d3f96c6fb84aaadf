import type { Rates } from '../catalog-model';
import type { PriceReading, Unread } from './price-reading';
import type { TokenKind } from './usage-words';

/** Tier → its rates. */
export type RatesByTier = Readonly<Record<string, Rates>>;

/** What a model costs when one Region is called. */
export interface CollectedPrice {
  readonly modelId: string;
  /** Undefined if the price holds in every Region. */
  readonly region: string | undefined;
  /** Whether the price is of the `global` profile. Others are of the plain ID and of geographic profiles. */
  readonly isGlobal: boolean;
  readonly rates: RatesByTier;
  /** The rates of long prompts. How long they are is not said. */
  readonly longPromptRates: RatesByTier;
}

/** In the order of a catalog's rates. */
export const RATE_COLUMNS = [
  'input',
  'output',
  'cacheRead',
  'cacheWrite',
  'cacheWriteOneHour',
] as const satisfies readonly TokenKind[];

/** Joins single prices to the rates of models. Prices that contradict each other, or lack input or output, are listed. */
export function collectRates(readings: readonly PriceReading[]): {
  readonly prices: readonly CollectedPrice[];
  readonly unread: readonly Unread[];
} {
  const unread: Unread[] = [];
  const prices = [...groupBy(readings, writePriceKey).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { modelId, region, isGlobal } = first;
    const collect = (isLong: boolean): RatesByTier => {
      const collected = collectTiers(group.filter(({ isLongPrompt }) => isLongPrompt === isLong));
      unread.push(...collected.unread);
      return collected.rates;
    };
    return [{ modelId, region, isGlobal, rates: collect(false), longPromptRates: collect(true) }];
  });
  return { prices, unread };
}

function collectTiers(readings: readonly PriceReading[]): {
  readonly rates: RatesByTier;
  readonly unread: readonly Unread[];
} {
  const unread: Unread[] = [];
  const rates = [...groupBy(readings, ({ tier }) => tier)].flatMap(([tier, ofTier]) => {
    const columns = RATE_COLUMNS.map((token) =>
      chooseReading(ofTier.filter((reading) => reading.token === token)),
    );
    unread.push(...columns.flatMap((column) => (column && 'problem' in column ? [column] : [])));
    const row = columns.map((column) =>
      column && 'modelId' in column ? column.usdPerMillion : null,
    );
    if (row[0] != null && row[1] != null) return [[tier, trimRates(row)] as const];
    const name = ofTier[0]?.name ?? tier;
    unread.push({ name, problem: 'has no price of input or of output beside it' });
    return [];
  });
  return { rates: Object.fromEntries(rates), unread };
}

/** The price in force. Undefined if there is none; a problem if two prices of one rank differ. */
function chooseReading(readings: readonly PriceReading[]): PriceReading | Unread | undefined {
  const rank = Math.min(...readings.map((reading) => reading.rank));
  const [first, ...others] = readings.filter((reading) => reading.rank === rank);
  const other = others.find(({ usdPerMillion }) => usdPerMillion !== first?.usdPerMillion);
  if (first === undefined || other === undefined) return first;
  const problem = `is ${first.usdPerMillion} USD, and ${other.usdPerMillion} USD by ${other.name}`;
  return { name: first.name, problem };
}

/** Takes away unknown rates at the end: a rate that is left out is unknown. */
export function trimRates(rates: readonly (number | null)[]): Rates {
  const known = rates.findLastIndex((rate) => rate !== null);
  return rates.slice(0, Math.max(known + 1, 2));
}

function writePriceKey({ modelId, region, isGlobal }: PriceReading): string {
  return `${modelId} ${region} ${isGlobal}`;
}

export function groupBy<Item>(
  items: readonly Item[],
  write: (item: Item) => string,
): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = write(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
