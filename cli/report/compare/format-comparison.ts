import type { ComparedSide, ComparisonDocument, DifferenceDocument } from '../../documents/report';
import { fitColumns } from '../../output/fit-columns';
import { WIDTH, wrapText, writeTime } from '../../output/write-text';

const MILLIS = (value: number) => String(Math.round(value));
const USD = (value: number) => value.toFixed(6);

/** A table with a column for each tier, and notes about what the numbers do not say. */
export function formatComparison(document: ComparisonDocument): string {
  const { tiers, from, to } = document;
  const names = tiers.map(({ serviceTier }) => serviceTier);
  const row = (
    name: string,
    member: 'p50Millis' | 'p95Millis' | 'usdPerCall',
    write: (value: number) => string,
  ) => [
    name,
    ...tiers.map((side) => writeKnown(side[member], write)),
    ...writeDifference(document[member], write),
  ];
  const rows = [
    ['', ...names, 'DIFFERENCE', '95 % INTERVAL'],
    ['calls', ...tiers.map(({ calls }) => String(calls)), '', ''],
    row('p50 ms', 'p50Millis', MILLIS),
    row('p95 ms', 'p95Millis', MILLIS),
    row('USD a call', 'usdPerCall', USD),
  ];
  const period = `${writeTime(from) ?? 'the beginning'} to ${writeTime(to) ?? 'the end'}`;
  return [
    `${document.operation}, requested tiers, calls that ended from ${period}`,
    '',
    fitColumns(rows, { texts: 1, width: WIDTH }),
    '',
    ...[...describeMethod(names), ...tiers.flatMap(describeSide), ...describeModels(tiers)].map(
      (note) => wrapText(note),
    ),
  ].join('\n');
}

function writeKnown(value: number | undefined, write: (value: number) => string): string {
  return value === undefined ? '-' : write(value);
}

function writeDifference(
  difference: DifferenceDocument | undefined,
  write: (value: number) => string,
): readonly string[] {
  if (difference === undefined) return ['-', '-'];
  const { value, low, high } = difference;
  const sign = (text: string) => (text.startsWith('-') ? text : `+${text}`);
  return [sign(write(value)), `${sign(write(low))} to ${sign(write(high))}`];
}

function describeMethod([first, second]: readonly string[]): readonly string[] {
  return [
    `The difference is ${first} minus ${second}. Its interval is the percentile bootstrap of 1,000 resamples with a fixed seed.`,
    'It holds if the calls of both tiers are alike and independent. A split in the settings makes them alike; a change of the route does not.',
    'Failed calls and cached replies are left out. p95 needs 20 calls of each tier.',
  ];
}

function describeSide(side: ComparedSide): readonly string[] {
  const { serviceTier, calls, servedByOthers, pricedCalls, isCut } = side;
  return [
    ...(isCut ? [`! Only the latest ${calls} calls of ${serviceTier} were read.`] : []),
    ...(servedByOthers > 0
      ? [`! Another tier has served ${servedByOthers} of the calls of ${serviceTier}.`]
      : []),
    ...(pricedCalls < calls
      ? [`! The cost of ${calls - pricedCalls} calls of ${serviceTier} is not known.`]
      : []),
  ];
}

/** Tiers of different models differ by more than the tier. */
function describeModels([first, second]: readonly ComparedSide[]): readonly string[] {
  const [one, other] = [first, second].map((side) => side?.models.join(', ') ?? '');
  if (one === other || one === '' || other === '') return [];
  return [`! The tiers have called other models: ${one}; and ${other}.`];
}
