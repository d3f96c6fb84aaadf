import { formatTable } from '../../local/terminal/format-table';
import { CONTENDER_NAMES } from '../contenders/contender';
import type { Figures } from './figures';

const REFERENCE = 'AWS SDK';

/** CPU of each contender's call as a multiple of the SDK's in the same case, one row for each contender. */
export function formatRatios(figures: readonly Figures[]): string {
  const places = [
    ...new Set(figures.map(({ caseName, concurrency }) => `${caseName} @${concurrency}`)),
  ];
  const contenders = CONTENDER_NAMES.filter((name) =>
    figures.some(({ contender }) => contender === name),
  );
  const rows = places.map((place) => [
    place,
    ...contenders.map((contender) => divideCpu(figures, place, contender)),
  ]);
  return `CPU : ${REFERENCE}\n${formatTable([['case @ calls', ...contenders], ...rows])}`;
}

function divideCpu(figures: readonly Figures[], place: string, contender: string): string {
  const read = (name: string) =>
    figures.find((each) => {
      return each.contender === name && `${each.caseName} @${each.concurrency}` === place;
    })?.cpuMicros.median;
  const [one, reference] = [read(contender), read(REFERENCE)];
  return one === undefined || reference === undefined ? '–' : (one / reference).toFixed(2);
}
