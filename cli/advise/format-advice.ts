import type { AdviceDocument, AdvisedOperation } from '../documents/advice';
import { fitColumns } from '../output/fit-columns';
import { WIDTH, wrapText, writeChange, writeForeign, writeTime } from '../output/write-text';

const HEADING = ['', 'TIER', 'COST USD', 'CHANGE', 'P95 MS', 'CALLS'];

/** A table for each operation and model, one sentence about it, and what nobody knows. */
export function formatAdvice({ router, from, to, operations }: AdviceDocument): string {
  const period = `${writeTime(from)} to ${writeTime(to)}`;
  const title = `${router.prefix} in ${router.region}, calls that ended from ${period}`;
  if (operations.length === 0) return `${wrapText(title)}\n\nThe log has no calls of this time.`;
  const sections = operations.map((operation) =>
    [
      wrapText(
        writeForeign(`${operation.operation}, ${operation.modelId}, ${operation.calls} calls`),
      ),
      fitColumns([HEADING, ...composeRows(operation)], { texts: 2, width: WIDTH }),
      ...[...conclude(operation), ...describeUncounted(operation)].map((line) => wrapText(line)),
    ].join('\n'),
  );
  return [wrapText(title), ...sections, NOT_KNOWN.map((line) => wrapText(line)).join('\n')].join(
    '\n\n',
  );
}

const NOT_KNOWN = [
  'What the log cannot say: how long a tier takes that was not called (-), whether Bedrock serves every flex call in time, and whether another model answers as well.',
  'A split in the settings sends a part of the calls to another tier, and report --compare compares them.',
];

function composeRows({ calls, usd, tiers }: AdvisedOperation): readonly (readonly string[])[] {
  const rows = tiers.map((tier) => [
    '',
    `${tier.serviceTier}${tier.support === 'unknown' ? ' (may not be supported)' : ''}`,
    writeUsd(tier.usd),
    writeChange(tier.change),
    tier.p95Millis === undefined ? '-' : String(Math.round(tier.p95Millis)),
    String(tier.calls),
  ]);
  return [['', 'as called', writeUsd(usd), '', '', String(calls)], ...rows];
}

function writeUsd(usd: number | undefined): string {
  return usd === undefined ? '-' : usd.toFixed(4);
}

/** Names the cheapest tier if it costs less than what was called. */
function conclude({ usd, tiers }: AdvisedOperation): readonly string[] {
  const priced = tiers.flatMap((tier) =>
    tier.usd !== undefined && tier.support === 'supported' ? [{ ...tier, usd: tier.usd }] : [],
  );
  const [cheapest] = priced.sort((one, other) => one.usd - other.usd);
  if (usd === undefined) return ['Without prices, nothing can be said of the cost.'];
  if (cheapest === undefined || cheapest.usd >= usd * LEAST_GAIN) {
    return ['No tier would have cost less.'];
  }
  const saved = (usd - cheapest.usd).toFixed(4);
  const latency =
    cheapest.p95Millis === undefined
      ? 'How long it takes is not known.'
      : `Its p95 is ${Math.round(cheapest.p95Millis)} ms.`;
  return [`${cheapest.serviceTier} alone would have cost ${saved} USD less. ${latency}`];
}

/** Sums of rounded amounts differ by less. */
const LEAST_GAIN = 0.999;

function describeUncounted({ uncountedCalls }: AdvisedOperation): readonly string[] {
  return uncountedCalls === 0
    ? []
    : [`! ${uncountedCalls} of the calls have no price or unknown usage, and are in no sum.`];
}
