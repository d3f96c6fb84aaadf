import { groupBy } from '../../lambda/core/catalog/reading/collect-rates';
import type { PriceChange } from '../../lambda/core/catalog/reading/compare-prices';
import type {
  CatalogDifference,
  ModelDifference,
} from '../../lambda/core/catalog/reading/compose-difference';
import type {
  CheckedDifference,
  RefusedPrice,
} from '../../lambda/core/catalog/reading/plausibility';
import type { Unread } from '../../lambda/core/catalog/reading/price-reading';

const WIDTH = 80;

/** Describes for review what differs, what is refused and what could not be read, in lines of at most 80 columns. */
export function describeDifference({ accepted, refused }: CheckedDifference): string {
  const parts = [
    ...describeModels(accepted),
    ...describeRefused(refused),
    ...describeUnread(accepted.unread),
  ];
  return parts.flatMap(wrapLine).join('\n');
}

function describeModels({ models }: CatalogDifference): string[] {
  if (models.length === 0) return ['Nothing differs from the catalog.'];
  return [
    `${count(models, 'model')} ${models.length === 1 ? 'differs' : 'differ'}:`,
    ...models.flatMap(describeModel),
  ];
}

function describeModel({ id, isNew, before, facts, prices }: ModelDifference): string[] {
  const known: Readonly<Record<string, unknown>> = before;
  return [
    isNew ? `${id} (new)` : id,
    ...Object.entries(facts).map(
      ([fact, value]) => `  ${fact}: ${writeFact(known[fact])} -> ${writeFact(value)}`,
    ),
    ...prices.flatMap(({ changes }) => changes.map((change) => `  ${describeChange(change)}`)),
  ];
}

function writeFact(value: unknown): string {
  if (value === undefined) return 'unknown';
  if (Array.isArray(value)) return value.join(', ') || 'none';
  return Object.entries(Object(value))
    .map(([name, member]) => `${name} ${member}`)
    .join(', ');
}

/** `us, us-east-1, flex: input 0.165 -> 0.18`. */
function describeChange({
  profile,
  region,
  tier,
  promptTokens,
  token,
  before,
  after,
}: PriceChange): string {
  const length = promptTokens === undefined ? [] : [`above ${promptTokens} tokens`];
  const place = [profile, region ?? 'every Region', tier, ...length].join(', ');
  return `${place}: ${token} ${before ?? 'unknown'} -> ${after}`;
}

function describeRefused(refused: readonly RefusedPrice[]): string[] {
  if (refused.length === 0) return [];
  return [
    `${count(refused, 'price')} refused. If AWS says so, accept with --accept <model>:`,
    ...refused.map(({ modelId, difference: { row }, reason }) => {
      const place = [...row.profiles, ...(row.regions ?? ['every Region'])].join(', ');
      return `  ${modelId}, ${place}: ${reason}`;
    }),
  ];
}

function describeUnread(unread: readonly Unread[]): string[] {
  if (unread.length === 0) return [];
  const groups = [...groupBy(unread, ({ name, problem }) => `${name}: ${problem}`)];
  const lines = groups.map(([line, { length }]) =>
    length === 1 ? line : `${line} (${length} times)`,
  );
  return [`${count(groups, 'thing')} not read:`, ...lines.sort().map((line) => `  ${line}`)];
}

function count(items: readonly unknown[], noun: string): string {
  return items.length === 1 ? `1 ${noun}` : `${items.length} ${noun}s`;
}

/** Breaks a line at spaces. Words that are longer than a line stay whole. */
function wrapLine(line: string): string[] {
  const indentation = `${/^ */.exec(line)?.[0]}    `;
  const lines: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const border = rest.lastIndexOf(' ', WIDTH);
    if (rest.slice(0, border).trim() === '') break;
    lines.push(rest.slice(0, border));
    rest = indentation + rest.slice(border + 1);
  }
  return [...lines, rest];
}
