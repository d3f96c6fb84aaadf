import { Token } from 'aws-cdk-lib';
import { type Catalog, findModel } from '../../lambda/core/catalog/catalog';
import type { CatalogModel } from '../../lambda/core/catalog/catalog-model';
import { countDaysToEndOfLife, hasEnded } from '../../lambda/core/catalog/lifecycle';
import { listCallableIds, lookUpRegionSupport } from '../../lambda/core/catalog/region-support';
import { lookUpTierSupport } from '../../lambda/core/catalog/tier-support';
import { TIMES } from '../../lambda/core/settings/times';
import { isKnown } from '../cdk/is-known';
import type { Connections } from '../connections/check-connections';
import type { Operations } from './operations';
import type { TieredModel } from './tiered-model';

export interface ModelWarning {
  /** Acknowledges the warning. */
  readonly id: 'unsupportedTier' | 'unsupportedRegion' | 'endOfLife';
  readonly message: string;
}

/** What is known of models at synthesis, and where they are called. */
export interface ModelFacts {
  readonly catalog: Catalog;
  /** May be a token. */
  readonly region: string;
  readonly connections?: Connections;
  /** In UTC, e.g. `2026-11-28`. */
  readonly today: string;
}

/** Lists what the catalog says against the models of the operations. The catalog may be wrong, so these are warnings. */
export function listModelWarnings(operations: Operations, facts: ModelFacts): ModelWarning[] {
  return Object.entries(operations).flatMap(([operation, route]) =>
    route
      .filter(({ baseModelId }) => isKnown(baseModelId))
      .flatMap((model) => [
        ...warnOfTier(operation, model, facts),
        ...warnOfRegion(operation, model, facts),
        ...warnOfEnd(operation, model, facts),
      ]),
  );
}

function warnOfTier(
  operation: string,
  { baseModelId, tier }: TieredModel,
  { catalog }: ModelFacts,
): ModelWarning[] {
  if (lookUpTierSupport(catalog, baseModelId, tier) !== 'unsupported') return [];
  const message = `the operation "${operation}" asks for the tier "${tier}" of ${baseModelId}, but this model is known not to support it`;
  return [{ id: 'unsupportedTier', message }];
}

function warnOfRegion(
  operation: string,
  { baseModelId, connection }: TieredModel,
  { catalog, region: here, connections }: ModelFacts,
): ModelWarning[] {
  const { region = here } = connections?.[connection ?? '']?._value ?? {};
  if (Token.isUnresolved(region)) return [];
  const [, , , ownRegion = ''] = baseModelId.startsWith('arn:') ? baseModelId.split(':') : [];
  if (ownRegion !== '' && ownRegion !== region) {
    const message = `the operation "${operation}" calls ${baseModelId}, but Bedrock is called in the Region ${region}`;
    return [{ id: 'unsupportedRegion', message }];
  }
  if (lookUpRegionSupport(catalog, baseModelId, region) !== 'unsupported') return [];
  const model = findModel(catalog, baseModelId);
  const ids = model === undefined ? [] : listCallableIds(catalog, model, region);
  const advice = ids.length === 0 ? '' : `; call ${ids.join(' or ')} there`;
  const message = `the operation "${operation}" calls ${baseModelId}, which is known not to be served in the Region ${region}${advice}`;
  return [{ id: 'unsupportedRegion', message }];
}

function warnOfEnd(
  operation: string,
  { baseModelId }: TieredModel,
  { catalog, today }: ModelFacts,
): ModelWarning[] {
  const model = findModel(catalog, baseModelId);
  const fate = model && describeEnd(model, today);
  if (fate === undefined) return [];
  const message = `the operation "${operation}" calls ${baseModelId}, which ${fate}`;
  return [{ id: 'endOfLife', message }];
}

function describeEnd(model: CatalogModel, today: string): string | undefined {
  const end = model.lifecycle?.endOfLife;
  if (hasEnded(model, today)) return end === undefined ? 'has ended' : `ended on ${end}`;
  const days = countDaysToEndOfLife(model, today);
  const isNear = days !== undefined && days <= TIMES.endOfLifeNoticeDays;
  return isNear ? `ends on ${end}, in ${days} days` : undefined;
}
