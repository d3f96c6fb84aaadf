import { TIMES } from '../settings/times';
import { type Catalog, findModel } from './catalog';
import type { CatalogModel } from './catalog-model';
import { countDaysToEndOfLife, hasEnded } from './lifecycle';
import { listCallableIds, lookUpRegionSupport } from './region-support';

/** Whether a model has ended or ends soon, as the end of a sentence about it. Undefined if neither is known. */
export interface DescribedEnd {
  readonly hasEnded: boolean;
  readonly text: string;
}

/** @param today in UTC, e.g. `2026-11-28` */
export function describeEnd(model: CatalogModel, today: string): DescribedEnd | undefined {
  const end = model.lifecycle?.endOfLife;
  if (hasEnded(model, today)) {
    return { hasEnded: true, text: end === undefined ? 'has ended' : `ended on ${end}` };
  }
  const days = countDaysToEndOfLife(model, today);
  const isNear = days !== undefined && days <= TIMES.endOfLifeNoticeDays;
  return isNear ? { hasEnded: false, text: `ends on ${end}, in ${days} days` } : undefined;
}

/** That a Region is known not to serve an ID, and which IDs it serves in its place. Undefined if it may serve it. */
export function describeAbsence(
  catalog: Catalog,
  baseModelId: string,
  region: string,
): string | undefined {
  if (lookUpRegionSupport(catalog, baseModelId, region) !== 'unsupported') return undefined;
  const model = findModel(catalog, baseModelId);
  const ids = model === undefined ? [] : listCallableIds(catalog, model, region);
  const advice = ids.length === 0 ? '' : `; call ${ids.join(' or ')} there`;
  return `is known not to be served in the Region ${region}${advice}`;
}

/** Whether an ARN names another Region than the one that is called. */
export function isOfOtherRegion(baseModelId: string, region: string): boolean {
  const [, , , ownRegion = ''] = baseModelId.startsWith('arn:') ? baseModelId.split(':') : [];
  return ownRegion !== '' && ownRegion !== region;
}
