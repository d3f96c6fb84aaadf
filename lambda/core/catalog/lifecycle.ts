import type { CatalogModel } from './catalog-model';

/**
 * Counts the days until Bedrock stops serving a model: 1 on the last day, 0 or less once it has ended. Undefined if the
 * end is not known.
 *
 * @param today in UTC, e.g. `2026-11-28`
 */
export function countDaysToEndOfLife(
  { lifecycle }: Pick<CatalogModel, 'lifecycle'>,
  today: string,
): number | undefined {
  if (lifecycle?.endOfLife === undefined) return undefined;
  return countDays(lifecycle.endOfLife) - countDays(today);
}

/** Whether Bedrock is known to have stopped serving a model. The day of the end decides if it is known. */
export function hasEnded(model: Pick<CatalogModel, 'lifecycle'>, today: string): boolean {
  const days = countDaysToEndOfLife(model, today);
  return days === undefined ? model.lifecycle?.ended === true : days <= 0;
}

/** Days since 1 March of the year 0. A year that begins in March has its leap day at the end. */
function countDays(date: string): number {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const years = month > 2 ? year : year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  const months = (month + 9) % 12;
  return 365 * years + leapDays + Math.floor((153 * months + 2) / 5) + day;
}
