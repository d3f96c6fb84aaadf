import type { TierMultipliers } from '../catalog';
import type { Rates } from '../catalog-model';
import { RATE_COLUMNS, type RatesByTier, trimRates } from './collect-rates';
import { roundUsd } from './price-reading';
import type { TokenKind } from './usage-words';

/** One rate that differs from the catalog's. */
export interface RateChange {
  readonly tier: string;
  readonly token: TokenKind;
  /** USD per million tokens; undefined if the catalog has no price. */
  readonly before: number | undefined;
  readonly after: number;
}

export interface ComparedRates {
  /** The catalog's rates with those that were read in their place. */
  readonly rates: RatesByTier;
  readonly changes: readonly RateChange[];
}

/** AWS rounds some prices of tiers, and public tables round others. */
const TOLERANCE = 1e-6;

/**
 * Puts rates that were read in the place of the catalog's. A rate that was not read stays as it is. A tier that costs the
 * default tier's rates times its multiplier is left out.
 */
export function compareRates(
  known: RatesByTier,
  read: RatesByTier,
  multipliers: TierMultipliers,
): ComparedRates {
  const changes: RateChange[] = [];
  const rates: Record<string, Rates> = {};
  const tiers = new Set(['default', ...Object.keys(known), ...Object.keys(read)]);
  for (const tier of tiers) {
    const usual = multiplyRates(rates['default'], findMultiplier(multipliers, tier));
    const before =
      known[tier] ?? multiplyRates(known['default'], findMultiplier(multipliers, tier));
    const after = overlayRates(known[tier] ?? usual, read[tier]);
    if (after === undefined) continue;
    if (read[tier] !== undefined) changes.push(...listChanges(tier, before, read[tier]));
    if (usual === undefined || !areEqual(usual, after)) rates[tier] = after;
  }
  return { rates, changes };
}

function findMultiplier(multipliers: TierMultipliers, tier: string): number | undefined {
  return tier === 'flex' || tier === 'priority' ? multipliers[tier] : undefined;
}

function multiplyRates(
  rates: Rates | undefined,
  multiplier: number | undefined,
): Rates | undefined {
  if (multiplier === undefined) return undefined;
  return rates?.map((rate) => (rate === null ? null : roundUsd(rate * multiplier)));
}

function overlayRates(known: Rates | undefined, read: Rates | undefined): Rates | undefined {
  if (read === undefined) return known;
  return trimRates(RATE_COLUMNS.map((_, column) => read[column] ?? known?.[column] ?? null));
}

function listChanges(tier: string, known: Rates | undefined, read: Rates): RateChange[] {
  return RATE_COLUMNS.flatMap((token, column) => {
    const before = known?.[column] ?? undefined;
    const after = read[column] ?? undefined;
    if (after === undefined || isEqual(before, after)) return [];
    return [{ tier, token, before, after }];
  });
}

function areEqual(one: Rates, other: Rates): boolean {
  return RATE_COLUMNS.every((_, column) => isEqual(one[column], other[column]));
}

function isEqual(one: number | null | undefined, other: number | null | undefined): boolean {
  if (one == null || other == null) return (one ?? null) === (other ?? null);
  return Math.abs(one - other) <= TOLERANCE * Math.max(one, other);
}
