import { Token } from 'aws-cdk-lib';
import { BUILT_IN_CATALOG, findModel } from '../../../lambda/core/catalog/catalog';
import { Prices } from '../../../lambda/core/pricing/prices';
import type { Operations } from '../../mapping/operations';
import type { TieredModel } from '../../mapping/tiered-model';

const UNKNOWN = '–';

/**
 * Writes the models of the deployed routes as Markdown: their prices and when they end, by the built-in catalog.
 *
 * It names the day of the end and not the days until then, which would change the template every day.
 */
export function writeModelsText(operations: Operations, region: string): string {
  const prices = new Prices({
    catalog: BUILT_IN_CATALOG,
    region: Token.isUnresolved(region) ? undefined : region,
  });
  const rows = Object.entries(operations).flatMap(([operation, route]) =>
    route.map((model) => [operation, ...describeModel(model, prices)]),
  );
  return [
    `As deployed, by the catalog of ${BUILT_IN_CATALOG.date}. USD per million tokens.`,
    '',
    '| Operation | Model | Tier | Input | Output | Ends |',
    '|---|---|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  ].join('\n');
}

function describeModel({ baseModelId, tier }: TieredModel, prices: Prices): readonly string[] {
  const isKnown = !Token.isUnresolved(baseModelId);
  const rates = isKnown ? prices.ratesOf({ baseModelId, tier }) : undefined;
  const model = isKnown ? findModel(BUILT_IN_CATALOG, baseModelId) : undefined;
  const [input = UNKNOWN, output = UNKNOWN] = (rates ?? []).map((rate) => rate ?? UNKNOWN);
  const { endOfLife, ended } = model?.lifecycle ?? {};
  const end = endOfLife ?? (ended ? 'ended' : UNKNOWN);
  return [`\`${baseModelId}\``, tier, String(input), String(output), end];
}
