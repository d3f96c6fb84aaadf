import { SERVICE_TIERS } from '../../lambda/core/ids/service-tier';
import { formatTieredModelId } from '../../lambda/core/ids/tiered-model-id';
import { checkChange } from '../../lambda/core/operator/check-change';
import { doubtCandidate } from '../../lambda/core/operator/doubt-candidate';
import { findValue, type OperatorView } from '../../lambda/core/operator/operator-view';
import { parsePriceOverrides } from '../../lambda/core/pricing/parse-price-overrides';
import { NO_OVERRIDES, type PriceOverrides } from '../../lambda/core/pricing/price-overrides';
import { Prices } from '../../lambda/core/pricing/prices';
import type { Candidate } from '../../lambda/core/routing/candidate';
import { describeRouter } from '../documents/describe';
import type { PricesCheckDocument } from '../documents/values';
import type { Answer } from '../output/answer';
import { fitColumns } from '../output/fit-columns';
import { WIDTH, wrapText, writeRate } from '../output/write-text';
import { type OpenRouter, openRouter } from '../router/open-router';
import type { RouterOptions } from '../router/router-options';
import { CommandFailure, EXIT_CODES } from '../run-program';
import { readSource } from './read-source';

/** Compares an operator's prices with those of the catalog. */
export async function checkPrices(
  options: RouterOptions,
  source: string | undefined,
): Promise<Answer> {
  const router = await openRouter(options);
  const view = await router.readView();
  const overrides =
    source === undefined ? readInForce(view) : readGiven(await readSource(source), router, view);
  const document = describeCheck(overrides, router, view);
  return { document, text: formatCheck(document) };
}

function readInForce({ snapshot }: OperatorView): PriceOverrides {
  return snapshot.prices.overrides;
}

function readGiven(text: string, { config, today }: OpenRouter, { snapshot }: OperatorView) {
  const checked = checkChange({ section: 'prices', entry: '', text }, { config, snapshot, today });
  if (checked.kind === 'refused') throw new CommandFailure(EXIT_CODES.refused, checked.problem);
  const parsed = parsePriceOverrides(text);
  return parsed.kind === 'parsed' ? parsed.value : NO_OVERRIDES;
}

function describeCheck(
  overrides: PriceOverrides,
  router: OpenRouter,
  view: OperatorView,
): PricesCheckDocument {
  const { catalog } = view.snapshot;
  const { region, today } = router;
  const known = new Prices({ catalog, region });
  const given = new Prices({ catalog, region, overrides });
  const candidates = listCandidates(overrides);
  const refused = findValue(view, { section: 'prices', entry: '' });
  const problems = [refused?.override?.problem, refused?.deploy?.problem].flatMap((problem) =>
    problem === undefined ? [] : [{ kind: 'refused', text: `a value is refused: ${problem}` }],
  );
  return {
    router: describeRouter(router),
    rows: candidates.map((candidate) => ({
      modelId: candidate.baseModelId,
      serviceTier: candidate.tier,
      usdPerMillionTokens: given.ratesOf(candidate) ?? [],
      catalogUsdPerMillionTokens: known.ratesOf(candidate),
    })),
    doubts: [
      ...problems,
      ...candidates.flatMap((candidate) =>
        doubtCandidate(candidate, { catalog, prices: given, region, today }),
      ),
    ],
  };
}

function listCandidates({ rates }: PriceOverrides): readonly Candidate[] {
  return [...rates].flatMap(([baseModelId, byTier]) =>
    SERVICE_TIERS.filter((tier) => byTier[tier] !== undefined).map((tier) => ({
      baseModelId,
      tier,
    })),
  );
}

const HEADING = ['MODEL', 'IN', 'CATALOG', 'OUT', 'CATALOG'];

function formatCheck({ router, rows, doubts }: PricesCheckDocument): string {
  const title = `prices of ${router.prefix} in ${router.region}, USD per million tokens`;
  if (rows.length === 0)
    return `${title}\n\nThe catalog’s prices are in force: no row replaces one.`;
  const lines = rows.map((row) => {
    const [input, output] = row.usdPerMillionTokens;
    const [knownInput, knownOutput] = row.catalogUsdPerMillionTokens ?? [];
    const id = formatTieredModelId({ baseModelId: row.modelId, tier: row.serviceTier });
    return [
      id,
      ...[input, knownInput, output, knownOutput].map((rate) => writeRate(rate ?? undefined)),
    ];
  });
  const table = fitColumns([HEADING, ...lines], { texts: 1, width: WIDTH });
  return [title, '', table, ...doubts.map(({ text }) => wrapText(`! ${text}`))].join('\n');
}
