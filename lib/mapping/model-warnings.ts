import { Token } from 'aws-cdk-lib';
import { type Catalog, findModel } from '../../lambda/core/catalog/catalog';
import {
  describeAbsence,
  describeEnd,
  isOfOtherRegion,
} from '../../lambda/core/catalog/describe-model';
import { lookUpTierSupport } from '../../lambda/core/catalog/tier-support';
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
  if (isOfOtherRegion(baseModelId, region)) {
    const message = `the operation "${operation}" calls ${baseModelId}, but Bedrock is called in the Region ${region}`;
    return [{ id: 'unsupportedRegion', message }];
  }
  const absence = describeAbsence(catalog, baseModelId, region);
  if (absence === undefined) return [];
  const message = `the operation "${operation}" calls ${baseModelId}, which ${absence}`;
  return [{ id: 'unsupportedRegion', message }];
}

function warnOfEnd(
  operation: string,
  { baseModelId }: TieredModel,
  { catalog, today }: ModelFacts,
): ModelWarning[] {
  const model = findModel(catalog, baseModelId);
  const end = model && describeEnd(model, today);
  if (end === undefined) return [];
  const message = `the operation "${operation}" calls ${baseModelId}, which ${end.text}`;
  return [{ id: 'endOfLife', message }];
}
